using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Running;

public class DryTests
{
    [Theory]
    [InlineData(DryMode.None, "p probe action free p")]
    [InlineData(DryMode.Probes, "action free")]
    [InlineData(DryMode.Actions, "p probe free p")]
    [InlineData(DryMode.Activities, "free")]
    [InlineData(DryMode.Pause, "p probe action free p")]
    public async Task Leaves_out_what_the_mode_says(DryMode mode, string called)
    {
        await using var run = new ScriptedRun { Options = new() { Dry = mode } };

        var journal = await run.PlayAsync($$"""
            {'title': 't', 'steady-state-hypothesis': {'title': 'h', 'probes': [{{Probe("p")}}]},
             'method': [{{Activity("probe", type: "probe")}}, {{Activity("action")}}, {{Activity("free", ", 'dry': false")}}]}
            """);

        Assert.Equal(called.Split(' '), run.Script.Calls);
        Assert.Equal(["probe succeeded", "action succeeded", "free succeeded"], journal.Entries("run"));
        Assert.True((bool)journal["steady_states"]!["before"]!["steady_state_met"]!);
        Assert.Equal(mode != DryMode.None, run.Log.Lines.Contains($"WARNING Running experiment with dry {mode.ToString().ToLowerInvariant()}"));
    }

    [Theory]
    [InlineData(DryMode.Pause)]
    [InlineData(DryMode.Actions)]
    public async Task Announces_pauses_that_it_does_not_make(DryMode mode)
    {
        await using var run = new ScriptedRun { Options = new() { Dry = mode } };

        await run.PlayAsync($"{{'title': 't', 'method': [{Activity("a", ", 'pauses': {'before': 60, 'after': 60}")}]}}");

        Assert.Equal(2, run.Log.Lines.Count(line => line.Contains("for 60s...", StringComparison.Ordinal)));
    }
}
