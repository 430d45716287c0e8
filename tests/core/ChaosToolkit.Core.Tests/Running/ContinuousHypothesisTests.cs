using System.Text.Json.Nodes;
using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Running;

public class ContinuousHypothesisTests
{
    private static readonly string Experiment = $$"""
        {'title': 't', 'steady-state-hypothesis': {'title': 'h', 'probes': [{{Probe("p")}}]}, 'method': [{{Activity("a")}}, {{Activity("b")}}]}
        """;

    [Fact]
    public async Task Starts_at_once_and_again_when_the_frequency_has_passed_after_a_round()
    {
        await using var run = new ScriptedRun { Options = During with { HypothesisFrequency = TimeSpan.FromSeconds(3) } };
        var end = run.Script.WaitsFor("a");

        var play = run.PlayAsync(Experiment);
        await run.Time.PassAsync(TimeSpan.FromSeconds(3));
        await run.Time.PassAsync(TimeSpan.FromSeconds(3));
        await run.Time.TimerAsync(TimeSpan.FromSeconds(3));
        end.SetResult();
        var journal = await play;

        Assert.Equal(3, Rounds(journal));
        Assert.Contains("INFO Executing the steady-state hypothesis continuously every 3.0 seconds", run.Log.Lines);
        Assert.Contains("INFO Continuous steady state hypothesis terminated", run.Log.Lines);
    }

    [Fact]
    public async Task Ends_the_method_after_the_activity_under_way_when_it_fails_fast()
    {
        await using var run = new ScriptedRun { Options = During with { FailFast = true } };
        var end = run.Script.WaitsFor("a");
        run.Script.Activities["p"] = (_, _) => Script.Output(false);

        var play = run.PlayAsync(Experiment);
        await run.Log.LineAsync("Terminating immediately the experiment after 100.0% hypothesis deviated");
        end.SetResult();
        var journal = await play;

        Assert.Equal(["a succeeded"], journal.Entries("run"));
        Assert.Equal("failed", journal.Status());
        Assert.Contains("WARNING Continuous steady state probe 'p' is not in the given tolerance", run.Log.Lines);
    }

    [Fact]
    public async Task Fails_fast_when_the_ratio_is_reached()
    {
        await using var run = new ScriptedRun { Options = During with { FailFast = true, FailFastRatio = 0.5 } };
        var answers = new Queue<bool>([true, true, false, false]);
        var end = run.Script.WaitsFor("a");
        run.Script.Activities["p"] = (_, _) => Script.Output(answers.Dequeue());

        var play = run.PlayAsync(Experiment);
        for (var i = 0; i < 3; i++)
        {
            await run.Time.PassAsync(TimeSpan.FromSeconds(1));
        }

        await run.Log.LineAsync("after 50.0% hypothesis deviated");
        end.SetResult();
        Assert.Equal(4, Rounds(await play));
    }

    [Fact]
    public async Task Leaves_the_method_its_turn_when_rounds_wait_for_nothing()
    {
        await using var run = new ScriptedRun { Options = During with { HypothesisFrequency = TimeSpan.Zero, Dry = DryMode.Probes } };

        var journal = await run.PlayAsync(Experiment);

        Assert.Equal(["a succeeded", "b succeeded"], journal.Entries("run"));
    }

    [Fact]
    public async Task Waits_longer_than_a_timer_can()
    {
        await using var run = new ScriptedRun { Options = During with { HypothesisFrequency = TimeSpan.FromDays(4000) } };

        Assert.Equal("completed", (await run.PlayAsync(Experiment)).Status());
    }

    [Fact]
    public async Task Is_cut_short_with_the_method()
    {
        await using var run = new ScriptedRun { Options = During };
        run.Script.Hangs("a");
        run.Script.Hangs("p");

        var play = run.PlayAsync(Experiment);
        await run.Script.StartedAsync("a");
        await run.Script.StartedAsync("p");
        run.Interruption.Request(InterruptionCause.Interrupt);
        var journal = await play;

        Assert.Equal("interrupted", journal.Status());
        Assert.Equal(0, Rounds(journal));
    }

    [Fact]
    public async Task Lets_the_activity_under_way_end_when_a_control_interrupts_it()
    {
        await using var run = new ScriptedRun { Options = During with { RollbackStrategy = RollbackStrategy.Always } };
        var end = run.Script.WaitsFor("a");
        run.Script.Controls["c before hypothesis"] = async (_, _) =>
        {
            await run.Script.StartedAsync("a");
            throw new InterruptExecutionException("enough");
        };

        var play = run.PlayAsync($$"""
            {'title': 't', 'controls': [{{Control("c")}}], 'steady-state-hypothesis': {'title': 'h', 'probes': [{{Probe("p")}}]},
             'method': [{{Activity("a")}}, {{Activity("b")}}], 'rollbacks': [{{Activity("r")}}]}
            """);
        await run.Log.LineAsync("enough");
        end.SetResult();
        var journal = await play;

        Assert.Equal("interrupted", journal.Status());
        Assert.Equal(["a succeeded"], journal.Entries("run"));
        Assert.Equal(["r succeeded"], journal.Entries("rollbacks"));
        Assert.Single(run.Log.Lines, line => line.StartsWith("CRITICAL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Interrupts_the_run_when_the_code_of_a_probe_exits()
    {
        await using var run = new ScriptedRun { Options = During with { RollbackStrategy = RollbackStrategy.Always } };
        run.Script.Throws("p", () => new ExitRequestedException("30"));

        var journal = await run.PlayAsync(Experiment);

        Assert.Equal("interrupted", journal.Status());
        Assert.Contains("WARNING Ignoring rollbacks as per signal", run.Log.Lines);
    }

    private static RunOptions During => new() { HypothesisStrategy = HypothesisStrategy.DuringMethodOnly };

    private static int Rounds(JsonObject journal) => ((JsonArray)journal["steady_states"]!["during"]!).Count;
}
