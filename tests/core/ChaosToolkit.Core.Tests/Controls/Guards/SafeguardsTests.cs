using System.Text.Json.Nodes;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Running;
using static ChaosToolkit.Controls.BuiltIn;
using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Controls.Guards;

public class SafeguardsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_metric_that_breaches_in_the_middle_of_a_long_action_ends_the_run_at_the_next_check(bool isPython)
    {
        await using var run = new ScriptedRun { Options = new() { RollbackStrategy = RollbackStrategy.Always } };
        var rate = 1;
        run.Script.Activities["rate"] = (_, _) => Script.Output(rate);
        run.Script.Hangs("long");
        var arguments = $"{{'probes': [{Activity("rate", ", 'frequency': 1, 'tolerance': {'type': 'range', 'range': [0, 5]}", type: "probe")}]}}";
        var control = isPython ? Python("chaosaddons.controls.safeguards", arguments) : Declare("safeguards", arguments);

        var play = run.PlayAsync($"{{'title': 't', 'controls': [{control}], 'method': [{Activity("long")}, {Activity("never")}], 'rollbacks': [{Activity("r")}]}}");
        await run.Script.StartedAsync("long");
        await run.Time.PassAsync(Second);
        await run.Time.TimerAsync(Second); // it held, and is looked at again in a second
        rate = 9;
        run.Time.Advance(Second);
        var journal = await play; // without any more time

        Assert.Equal("interrupted", journal.Status());
        Assert.Equal(["long -"], journal.Entries("run"));
        Assert.Equal(["r succeeded"], journal.Entries("rollbacks"));
        Assert.Contains(run.Log.Lines, line => line.StartsWith("CRITICAL The guard 'rate' is out of its tolerance: ", StringComparison.Ordinal));
        var told = Assert.Single(journal["controls"]!.AsArray())!;
        Assert.Equal(("guard", "rate", 9), ((string)told["kind"]!, (string)told["guard"]!, (int)told["observed"]!));
        Assert.Equal("aborted", (string?)journal["verdict"]!["outcome"]);
        Assert.StartsWith("The run was ended by a guard: The guard 'rate'", (string?)journal["verdict"]!["reasons"]![0]!["what"]);
    }

    [Fact]
    public async Task Is_checked_once_before_anything_is_done()
    {
        await using var run = new ScriptedRun();

        var journal = await run.PlayAsync(Experiment($"{{'probes': [{Probe("calm")}, {Probe("healthy", "false")}]}}"));

        Assert.Equal("interrupted", journal.Status());
        Assert.Empty(journal.Entries("run"));
        Assert.Equal(["calm", "healthy"], run.Script.Calls);
        Assert.Contains(run.Log.Lines, line => line.StartsWith("CRITICAL The guard 'healthy' is out of its tolerance", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("'provider': {'type': 'scripted'}, 'tolerance': true")]
    [InlineData("'provider': {'type': 'nowhere'}, 'tolerance': true")]
    [InlineData("'provider': {'type': 'scripted', 'returns': true}")]
    [InlineData("'tolerance': true")]
    public async Task One_that_cannot_be_evaluated_ends_the_run(string guard)
    {
        await using var run = new ScriptedRun();
        run.Script.Throws("g", () => new ActivityFailedException("the metric is gone"));

        var journal = await run.PlayAsync(Experiment($"{{'probes': [{{'type': 'probe', 'name': 'g', {guard}}}]}}"));

        Assert.Equal("interrupted", journal.Status());
        Assert.Contains(run.Log.Lines, line => line.StartsWith("CRITICAL The guard 'g' could not be evaluated: ", StringComparison.Ordinal));
        Assert.Equal("aborted", (string?)journal["verdict"]!["outcome"]);
    }

    [Fact]
    public async Task One_that_never_answers_ends_the_run()
    {
        await using var run = new ScriptedRun();
        run.Script.Hangs("g");

        var play = run.PlayAsync(Experiment($"{{'probes': [{Probe("g")}]}}"));
        await run.Time.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("interrupted", (await play).Status());
    }

    [Fact]
    public async Task In_the_background_does_not_hold_up_the_run()
    {
        await using var run = new ScriptedRun();
        var answer = new TaskCompletionSource<JsonNode?>();
        run.Script.Activities["g"] = (_, _) => answer.Task;
        run.Script.Hangs("a");

        var play = run.PlayAsync(Experiment($"{{'probes': [{Probe("g", more: ", 'background': true")}]}}"));
        await run.Script.StartedAsync("a");
        answer.SetResult(false);

        Assert.Equal(["a -"], (await play).Entries("run"));
    }

    [Theory]
    [InlineData("interrupt_after_activity")]
    [InlineData("interrupt-after-next-activity")]
    public async Task May_leave_the_activity_under_way_its_time(string argument)
    {
        await using var run = new ScriptedRun();
        var done = run.Script.WaitsFor("a");
        var isWell = true;
        run.Script.Activities["g"] = (_, _) => Script.Output(isWell);

        var play = run.PlayAsync(Experiment($"{{'probes': [{Probe("g")}], 'frequency': 1, '{argument}': true}}", Activity("b")));
        await run.Script.StartedAsync("a");
        await run.Time.TimerAsync(Second);
        isWell = false;
        run.Time.Advance(Second);
        await run.Log.LineAsync("The run ends after the activity under way.");
        done.SetResult();
        var journal = await play;

        Assert.Equal(["a succeeded"], journal.Entries("run"));
        Assert.Equal("interrupted", journal.Status());
        Assert.Equal("aborted", (string?)journal["verdict"]!["outcome"]);
    }

    [Fact]
    public async Task Never_cuts_short_what_is_rolled_back()
    {
        await using var run = new ScriptedRun();
        var isWell = true;
        run.Script.Activities["g"] = (_, _) => Script.Output(isWell);
        var done = run.Script.WaitsFor("r");

        var play = run.PlayAsync($"{{'title': 't', 'controls': [{Declare("safeguards", $"{{'probes': [{Probe("g")}], 'frequency': 1}}")}], 'method': [{Activity("a")}], 'rollbacks': [{Activity("r")}]}}");
        await run.Script.StartedAsync("r");
        await run.Time.TimerAsync(Second);
        isWell = false;
        run.Time.Advance(Second);
        done.SetResult();
        var journal = await play;

        Assert.Equal("completed", journal.Status());
        Assert.Equal(["r succeeded"], journal.Entries("rollbacks"));
    }

    [Fact]
    public async Task Is_not_checked_in_a_rehearsal_and_says_so()
    {
        await using var run = new ScriptedRun { Options = new() { Dry = DryMode.Activities } };

        Assert.Equal("completed", (await run.PlayAsync(Experiment($"{{'probes': [{Probe("g", "false")}]}}"))).Status());
        Assert.Contains("WARNING The guards are not checked, for probes are left out: 'g'", run.Log.Lines);
    }

    [Theory]
    [InlineData("'type': 'probe', 'name': 'g', 'provider': {'type': 'process', 'path': 'true'}, 'tolerance': 0, 'frequency': 0.5, 'background': true")]
    [InlineData("'ref': 'p', 'frequency': '${often}'")]
    [InlineData("'type': 'probe', 'name': 'g', 'provider': {'type': 'nowhere'}, 'tolerance': 0", "CTK0110 /provider/type")]
    [InlineData("'type': 'probe', 'name': 'g', 'provider': {'type': 'http', 'url': 7}, 'tolerance': {'type': 'range', 'range': [5, 1]}", "CTK0311 /provider/url", "CTK0216 /tolerance")]
    [InlineData("'name': 'g', 'provider': {'type': 'process', 'path': 'true'}, 'tolerance': 0", "CTK0102 ")]
    [InlineData("'ref': 'q'", "CTK0106 /ref")]
    [InlineData("'type': 'action', 'name': 'g', 'provider': {'type': 'process', 'path': 'true'}, 'tolerance': 0", "CTK0410 ")]
    [InlineData("'type': 'probe', 'name': 'g', 'provider': {'type': 'process', 'path': 'true'}, 'tolerance': 0, 'frequency': -1", "CTK0408 /frequency")]
    [InlineData("'type': 'probe', 'name': 'g', 'tolerance': 0", "CTK0410 ")]
    public async Task Are_validated_as_probes_of_the_hypothesis_are(string guard, params string[] found)
    {
        var experiment = $$"""
            {'title': 't', 'description': 'd', 'configuration': {'often': 1},
             'method': [{'type': 'probe', 'name': 'p', 'tolerance': 0, 'provider': {'type': 'process', 'path': 'true'} }],
             'controls': [{{Declare("safeguards", $"{{'probes': [{{{guard}}}]}}")}}]}
            """;

        Assert.Equal(found, (await DiagnosticSamples.DiagnoseAsync("e.json", experiment.Replace('\'', '"'))).Select(one => $"{one.Code} {one.Pointer.Replace("/controls/0/provider/arguments/probes/0", "", StringComparison.Ordinal)}"));
    }

    private static string Experiment(string arguments, string more = "") =>
        $"{{'title': 't', 'controls': [{Declare("safeguards", arguments)}], 'method': [{Activity("a")}{(more.Length > 0 ? ", " + more : "")}]}}";
}
