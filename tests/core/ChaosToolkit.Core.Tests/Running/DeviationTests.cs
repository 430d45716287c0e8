using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Running;

public class DeviationTests
{
    private static readonly string Gate = Hypothesis(ScriptedRun.Probe("p"));

    /// <summary>What the probe gives: before, during and after the method, as far as the strategy asks; <c>fails</c> for a probe that cannot be evaluated.</summary>
    [Theory]
    [InlineData(HypothesisStrategy.Default, "out", "completed", false)]
    [InlineData(HypothesisStrategy.Default, "fails", "failed", false)]
    [InlineData(HypothesisStrategy.Default, "in in", "completed", false)]
    [InlineData(HypothesisStrategy.Default, "in out", "completed", true)]
    [InlineData(HypothesisStrategy.Default, "in fails", "failed", true)]
    [InlineData(HypothesisStrategy.AfterMethodOnly, "out", "completed", true)]
    [InlineData(HypothesisStrategy.AfterMethodOnly, "fails", "failed", true)]
    [InlineData(HypothesisStrategy.BeforeMethodOnly, "in", "completed", false)]
    [InlineData(HypothesisStrategy.BeforeMethodOnly, "out", "completed", false)]
    [InlineData(HypothesisStrategy.Skip, "", "completed", false)]
    [InlineData(HypothesisStrategy.DuringMethodOnly, "out", "completed", false)]
    [InlineData(HypothesisStrategy.DuringMethodOnly, "fails", "completed", false)]
    [InlineData(HypothesisStrategy.DuringMethodOnly, "breaks", "aborted", false)]
    [InlineData(HypothesisStrategy.Continuously, "in out in", "completed", false)]
    [InlineData(HypothesisStrategy.Continuously, "in out out", "completed", true)]
    [InlineData(HypothesisStrategy.DuringMethodOnly, "out", "failed", false, true)]
    [InlineData(HypothesisStrategy.Continuously, "in out in", "failed", false, true)]
    [InlineData(HypothesisStrategy.Continuously, "in out out", "completed", true, true)]
    public async Task Ends_as_the_table_of_outcomes_says(HypothesisStrategy strategy, string answers, string status, bool deviated, bool failFast = false)
    {
        await using var run = new ScriptedRun { Options = new() { HypothesisStrategy = strategy, FailFast = failFast } };
        var left = new Queue<string>(answers.Split(' '));
        run.Script.Activities["p"] = (_, _) => left.Dequeue() switch
        {
            "fails" => throw new ActivityFailedException("no answer"),
            "breaks" => throw new InvalidOperationException("broken"),
            var answer => Script.Output(answer == "in"),
        };

        var journal = await run.PlayAsync($"{{'title': 't', {Gate}, 'method': [{ScriptedRun.Activity("a")}]}}");

        Assert.Equal((status, deviated), (journal.Status(), journal.HasDeviated()));
        Assert.Contains($"INFO Experiment ended with status: {(deviated ? "deviated" : status)}", run.Log.Lines);
        Assert.Equal(deviated, run.Log.Lines.Contains("INFO The steady-state has deviated, a weakness may have been discovered"));
        Assert.DoesNotContain(left, answer => answer.Length > 0);
    }

    [Fact]
    public async Task Does_not_play_the_method_when_the_gate_is_not_met()
    {
        await using var run = new ScriptedRun();

        var journal = await run.PlayAsync($"{{'title': 't', {Hypothesis(ScriptedRun.Probe("p", "false"))}, 'method': [{ScriptedRun.Activity("a")}]}}");

        Assert.Equal(["p"], run.Script.Calls);
        Assert.Empty(journal.Entries("run"));
        Assert.Contains("CRITICAL Steady state probe 'p' is not in the given tolerance so failing this experiment", run.Log.Lines);
    }

    [Fact]
    public async Task Ends_a_check_with_the_first_probe_out_of_tolerance()
    {
        await using var run = new ScriptedRun();
        var probes = $"{ScriptedRun.Probe("one")}, {ScriptedRun.Probe("two", "false")}, {ScriptedRun.Probe("three")}";

        var journal = await run.PlayAsync($"{{'title': 't', {Hypothesis(probes)}, 'method': []}}");

        Assert.Equal(["one succeeded", "two succeeded"], journal.Probes("before"));
        Assert.Equal("""[true,false]""", JsonText.Of(new JsonArray(
            [.. ((JsonArray)journal["steady_states"]!["before"]!["probes"]!).Select(probe => probe!["tolerance_met"]!.DeepClone())])));
        Assert.Equal("""{"expected":true,"observed":false,"path":"$","difference":"expected the output to be true, observed false"}""", JsonText.Of(
            journal["steady_states"]!["before"]!["probes"]![1]!["explanation"]));
        Assert.False((bool)journal["steady_states"]!["before"]!["steady_state_met"]!);
    }

    [Fact]
    public async Task Goes_on_after_a_failed_activity()
    {
        await using var run = new ScriptedRun();
        run.Script.Throws("one", () => new ActivityFailedException("no luck"));

        var journal = await run.PlayAsync($"{{'title': 't', 'method': [{ScriptedRun.Activity("one")}, {ScriptedRun.Activity("two")}]}}");

        Assert.Equal(["one failed", "two succeeded"], journal.Entries("run"));
        Assert.Equal("completed", journal.Status());
        Assert.Contains("ERROR   => failed: no luck", run.Log.Lines);
    }

    [Fact]
    public async Task Aborts_on_an_error_that_is_none_of_an_activity_and_checks_no_hypothesis_after_it()
    {
        await using var run = new ScriptedRun();
        run.Script.Throws("a", () => new InvalidOperationException("broken"));

        var journal = await run.PlayAsync(
            $"{{'title': 't', {Gate}, 'method': [{ScriptedRun.Activity("a")}, {ScriptedRun.Activity("b")}], 'rollbacks': [{ScriptedRun.Activity("r")}]}}");

        Assert.Equal("aborted", journal.Status());
        Assert.Equal(["a -"], journal.Entries("run"));
        Assert.Equal(["p", "a", "r"], run.Script.Calls);
        Assert.Contains("CRITICAL Experiment ran into an un expected fatal error, aborting now.", run.Log.Lines);
    }

    private static string Hypothesis(string probes) => $"'steady-state-hypothesis': {{'title': 'h', 'probes': [{probes}]}}";
}
