using System.Text.Json.Nodes;
using ChaosToolkit.Running;
using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Verdicts;

public class VerdictTests
{
    private static readonly string Hypothesis = $"'steady-state-hypothesis': {{'title': 'h', 'probes': [{Probe("p")}]}}";

    /// <summary>What the probe gives: before, during and after the method, as far as the strategy asks.</summary>
    [Theory]
    [InlineData(HypothesisStrategy.Default, "in in", "passed")]
    [InlineData(HypothesisStrategy.Default, "in out", "deviated")]
    [InlineData(HypothesisStrategy.Default, "in fails", "inconclusive")]
    [InlineData(HypothesisStrategy.Default, "out", "not-tested")]
    [InlineData(HypothesisStrategy.Default, "fails", "inconclusive")]
    [InlineData(HypothesisStrategy.AfterMethodOnly, "in", "passed")]
    [InlineData(HypothesisStrategy.AfterMethodOnly, "out", "deviated")]
    [InlineData(HypothesisStrategy.AfterMethodOnly, "fails", "inconclusive")]
    [InlineData(HypothesisStrategy.BeforeMethodOnly, "in", "explored")]
    [InlineData(HypothesisStrategy.BeforeMethodOnly, "out", "not-tested")]
    [InlineData(HypothesisStrategy.Skip, "", "explored")]
    [InlineData(HypothesisStrategy.DuringMethodOnly, "in", "passed")]
    [InlineData(HypothesisStrategy.DuringMethodOnly, "out", "deviated")]
    [InlineData(HypothesisStrategy.DuringMethodOnly, "fails", "inconclusive")]
    [InlineData(HypothesisStrategy.DuringMethodOnly, "breaks", "aborted")]
    [InlineData(HypothesisStrategy.Continuously, "in in in", "passed")]
    [InlineData(HypothesisStrategy.Continuously, "in out in", "deviated")]
    [InlineData(HypothesisStrategy.Continuously, "in out out", "deviated")]
    [InlineData(HypothesisStrategy.Continuously, "in out in", "deviated", true)]
    public async Task Follows_what_the_checks_of_the_hypothesis_showed(HypothesisStrategy strategy, string answers, string outcome, bool failFast = false)
    {
        await using var run = new ScriptedRun { Options = new() { HypothesisStrategy = strategy, FailFast = failFast } };
        var left = new Queue<string>(answers.Split(' '));
        run.Script.Activities["p"] = (_, _) => left.Dequeue() switch
        {
            "fails" => throw new ActivityFailedException("no answer"),
            "breaks" => throw new InvalidOperationException("broken"),
            var answer => Script.Output(answer == "in"),
        };

        Assert.Equal(outcome, await OutcomeAsync(run, $"{{'title': 't', {Hypothesis}, 'method': [{Activity("a")}]}}"));
    }

    [Theory]
    [InlineData(DryMode.Probes)]
    [InlineData(DryMode.Actions)]
    [InlineData(DryMode.Activities)]
    [InlineData(DryMode.Pause)]
    public async Task A_rehearsal_tests_nothing(DryMode dry)
    {
        await using var run = new ScriptedRun { Options = new() { Dry = dry } };
        var effect = Activity("e", ", 'tolerance': true, 'within': 1", type: "probe");

        Assert.Equal("not-tested", await OutcomeAsync(run, $"{{'title': 't', {Hypothesis}, 'method': [{Activity("a", $", 'effect': {effect}")}], 'rollbacks': [{Activity("r")}]}}"));
    }

    [Theory]
    [InlineData("not-tested", "[]", "[]")]
    [InlineData("passed", "[{a}]", "[{r}]")]
    [InlineData("passed", "[{look}]", "[]")]
    [InlineData("not-injected", "[{bad}]", "[]")]
    [InlineData("passed", "[{badlook}]", "[]")]
    [InlineData("inconclusive", "[{badjudged}]", "[]")]
    [InlineData("not-restored", "[{bad}]", "[{bad}]")]
    [InlineData("aborted", "[{breaks}]", "[]")]
    [InlineData("interrupted", "[{stops}]", "[]")]
    public async Task Follows_what_became_of_the_activities(string outcome, string method, string rollbacks)
    {
        await using var run = new ScriptedRun();
        run.Script.Throws("bad", () => new ActivityFailedException("no luck"));
        run.Script.Throws("badlook", () => new ActivityFailedException("no luck"));
        run.Script.Throws("badjudged", () => new ActivityFailedException("no luck"));
        run.Script.Throws("breaks", () => new InvalidOperationException("broken"));
        run.Script.Throws("stops", () => new InterruptExecutionException("enough"));
        foreach (var name in (string[])["a", "r", "bad", "breaks", "stops"])
        {
            (method, rollbacks) = (method.Replace($"{{{name}}}", Activity(name)), rollbacks.Replace($"{{{name}}}", Activity(name)));
        }

        method = method.Replace("{look}", Activity("look", type: "probe")).Replace("{badlook}", Activity("badlook", type: "probe")).Replace("{badjudged}", Probe("badjudged"));

        Assert.Equal(outcome, await OutcomeAsync(run, $"{{'title': 't', {Hypothesis}, 'method': {method}, 'rollbacks': {rollbacks}}}"));
    }

    [Theory]
    [InlineData("process", 0, "", true)]
    [InlineData("process", 1, "", false)]
    [InlineData("process", -9, "", false)]
    [InlineData("process", 1, ", 'expect-status': 1", true)]
    [InlineData("process", 0, ", 'expect-status': [1, 2]", false)]
    [InlineData("http", 200, "", true)]
    [InlineData("http", 399, "", true)]
    [InlineData("http", 400, "", false)]
    [InlineData("http", 503, ", 'expect-status': [503]", true)]
    [InlineData("http", 200, ", 'expect-status': [503]", false)]
    [InlineData("python", 500, "", true)]
    public void A_status_tells_whether_an_action_did_what_it_should(string provider, int status, string more, bool isInjected)
    {
        var journal = Json($"{{'experiment': {{}}, 'status': 'completed', 'run': [{{'activity': {{'type': 'action', 'name': 'a', 'provider': {{'type': '{provider}'}}{more}}}, 'status': 'succeeded', 'output': {{'status': {status}}}}}]}}");

        var verdict = Verdict.Of(new VerdictEvidence(journal, HypothesisStrategy.Default, DryMode.None));

        Assert.Equal(isInjected ? VerdictOutcome.Explored : VerdictOutcome.NotInjected, verdict.Outcome);
        Assert.Equal(isInjected ? "/experiment" : "/run/0/output/status", verdict.Reasons[0].Where);
    }

    [Fact]
    public void What_was_not_taken_back_weighs_most_and_all_reasons_are_listed()
    {
        var journal = Json(
            """
            {'experiment': {}, 'status': 'interrupted', 'deviated': true, 'run': [{'activity': {'type': 'action', 'name': 'a'}}],
             'undo': [{'activity': {'name': 'one'}, 'status': 'succeeded'}, {'activity': {'name': 'two'}, 'status': 'failed', 'exception': ['no luck\n']}],
             'restoration': {'steady_state_met': false, 'probes': [{'activity': {'name': 'p', 'tolerance': 1}, 'status': 'succeeded', 'output': 2}]}}
            """);

        var verdict = Verdict.Of(new VerdictEvidence(journal, HypothesisStrategy.Default, DryMode.None));

        Assert.Equal("Verdict: not-restored: The undo 'two' failed: no luck", verdict.Line);
        Assert.Equal(
            ["/undo/1", "/restoration/probes/0", "/status", "/deviated", "/run/0", "/experiment"],
            verdict.Reasons.Select(reason => reason.Where));
        Assert.Equal("""{"what":"The probe 'p' was not within its tolerance after everything was taken back","where":"/restoration/probes/0","expected":1,"observed":2}""", Values.JsonText.Of(verdict.ToJson()["reasons"]![1]));
    }

    [Fact]
    public void Anything_that_a_control_may_make_of_a_journal_can_be_judged()
    {
        foreach (var journal in (string[])["{}", "{'run': 1, 'steady_states': [], 'status': {}, 'experiment': null}", "{'run': [null, 1, {}], 'steady_states': {'before': 1, 'during': [null], 'after': {}}, 'undo': {}}"])
        {
            Assert.NotEqual(VerdictOutcome.Passed, Verdict.Of(new VerdictEvidence(Json(journal), HypothesisStrategy.Default, DryMode.None)).Outcome);
        }
    }

    [Fact]
    public async Task No_control_sees_it_and_the_journal_can_be_read_back()
    {
        await using var run = new ScriptedRun();
        List<bool> seen = [];
        run.Script.Controls["c after experiment"] = (context, _) =>
        {
            seen.Add(((JsonObject)context.State!).ContainsKey("verdict"));
            return ValueTask.CompletedTask;
        };

        var journal = await run.PlayAsync($"{{'title': 't', 'controls': [{Control("c")}], {Hypothesis}, 'method': [{Activity("a")}]}}");

        Assert.Equal([false], seen);
        Assert.Equal("Verdict: passed: The steady-state hypothesis held before the method and after the method", Verdict.In(journal).Line);
    }

    private static async Task<string> OutcomeAsync(ScriptedRun run, string experiment) => (string)(await run.PlayAsync(experiment))["verdict"]!["outcome"]!;
}
