using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Running;

public class BackgroundTests
{
    private const string InBackground = ", 'background': true";

    private static readonly string Experiment =
        $"{{'title': 't', 'method': [{Activity("b", InBackground)}, {Activity("f")}], 'rollbacks': [{Activity("r")}]}}";

    [Fact]
    public async Task Activities_are_listed_in_order_of_start_and_waited_for_at_the_end_of_the_method()
    {
        await using var run = new ScriptedRun();
        var end = run.Script.WaitsFor("b");

        var play = run.PlayAsync(Experiment);
        await run.Script.StartedAsync("f");
        Assert.DoesNotContain("r", run.Script.Calls);
        end.SetResult();
        var journal = await play;

        Assert.Equal(["b succeeded", "f succeeded"], journal.Entries("run"));
        Assert.Contains("INFO Action: b [in background]", run.Log.Lines);
    }

    [Fact]
    public async Task Activities_are_waited_for_when_the_foreground_was_interrupted()
    {
        await using var run = new ScriptedRun();
        var end = run.Script.WaitsFor("b");
        run.Script.Hangs("f");

        var play = run.PlayAsync(Experiment);
        await run.Script.StartedAsync("f");
        run.Interruption.Request(InterruptionCause.Interrupt);
        await run.Log.LineAsync("Received a termination signal");
        Assert.False(play.IsCompleted);
        end.SetResult();
        var journal = await play;

        Assert.Equal(["b succeeded", "f -"], journal.Entries("run"));
    }

    [Theory]
    [InlineData(InterruptionCause.Interrupt)]
    [InlineData(InterruptionCause.Terminate)]
    [InlineData(InterruptionCause.Exit)]
    public async Task Activities_are_ended_by_a_second_request(InterruptionCause first)
    {
        await using var run = new ScriptedRun();
        run.Script.Hangs("b");
        run.Script.Hangs("f");

        var play = run.PlayAsync(Experiment);
        await run.Script.StartedAsync("f");
        run.Interruption.Request(first);
        await run.Log.LineAsync("eceived");
        run.Interruption.Request(first);
        var journal = await play;

        Assert.Equal(["b -", "f -"], journal.Entries("run"));
        Assert.Equal("interrupted", journal.Status());
    }

    [Fact]
    public async Task Activities_are_not_waited_for_when_rollbacks_are_forbidden()
    {
        await using var run = new ScriptedRun { Options = new() { RollbackStrategy = RollbackStrategy.Always } };
        run.Script.Hangs("b");
        run.Script.Hangs("f");

        var play = run.PlayAsync(Experiment);
        await run.Script.StartedAsync("f");
        run.Interruption.Request(InterruptionCause.ExitWithoutRollbacks);
        var journal = await play;

        Assert.Equal(["b -", "f -"], journal.Entries("run"));
        Assert.Empty(journal.Entries("rollbacks"));
    }

    [Fact]
    public async Task Activities_that_a_second_request_ends_forbid_rollbacks_where_it_says_so()
    {
        await using var run = new ScriptedRun { Options = new() { RollbackStrategy = RollbackStrategy.Always } };
        run.Script.Hangs("b");
        run.Script.Hangs("f");

        var play = run.PlayAsync(Experiment);
        await run.Script.StartedAsync("f");
        run.Interruption.Request(InterruptionCause.Interrupt);
        await run.Log.LineAsync("Received a termination signal");
        run.Interruption.Request(InterruptionCause.ExitWithoutRollbacks);
        var journal = await play;

        Assert.Empty(journal.Entries("rollbacks"));
        Assert.Contains("WARNING Ignoring rollbacks as per signal", run.Log.Lines);
    }

    [Fact]
    public async Task Activities_end_with_the_first_request_when_only_they_are_left()
    {
        await using var run = new ScriptedRun();
        run.Script.Hangs("b");

        var play = run.PlayAsync($"{{'title': 't', 'method': [{Activity("b", InBackground)}]}}");
        await run.Script.StartedAsync("b");
        run.Interruption.Request(InterruptionCause.Interrupt);

        Assert.Equal(["b -"], (await play).Entries("run"));
    }

    [Fact]
    public async Task Activities_end_with_the_first_request_when_it_was_a_control_that_cut_the_method_short()
    {
        await using var run = new ScriptedRun();
        run.Script.Hangs("b");
        run.Script.Controls["c before activity"] = async (context, _) =>
        {
            if ((string?)context.Context!["name"] == "f")
            {
                await run.Script.StartedAsync("b");
                throw new InterruptExecutionException("enough");
            }
        };

        var play = run.PlayAsync($"{{'title': 't', 'controls': [{Control("c")}], 'method': [{Activity("b", InBackground)}, {Activity("f")}]}}");
        await run.Log.LineAsync("enough");
        run.Interruption.Request(InterruptionCause.Interrupt);

        Assert.Equal(["b -"], (await play).Entries("run"));
    }

    [Fact]
    public async Task Activities_are_waited_for_when_an_error_aborts_the_method()
    {
        await using var run = new ScriptedRun();
        var end = run.Script.WaitsFor("b");
        run.Script.Throws("f", () => new InvalidOperationException("broken"));

        var play = run.PlayAsync(Experiment);
        await run.Log.LineAsync("aborting now");
        Assert.False(play.IsCompleted);
        end.SetResult();

        Assert.Equal(["b succeeded", "f -"], (await play).Entries("run"));
    }

    [Fact]
    public async Task Interruptions_end_the_activity_in_the_background_alone()
    {
        await using var run = new ScriptedRun();
        run.Script.Controls["c before activity"] = (context, _) =>
            (string?)context.Context!["name"] == "b" ? throw new InterruptExecutionException("enough") : ValueTask.CompletedTask;

        var journal = await run.PlayAsync($"{{'title': 't', 'controls': [{Control("c")}], 'method': [{Activity("b", InBackground)}, {Activity("f")}]}}");

        Assert.Equal(["f succeeded"], journal.Entries("run"));
        Assert.Equal("completed", journal.Status());
    }

    [Fact]
    public async Task Pauses_before_are_spent_in_the_background()
    {
        await using var run = new ScriptedRun();

        var play = run.PlayAsync($"{{'title': 't', 'method': [{Activity("b", InBackground + ", 'pauses': {'before': 7}")}, {Activity("f")}]}}");
        await run.Script.StartedAsync("f");
        await run.Time.PassAsync(TimeSpan.FromSeconds(7));

        Assert.Equal(["f succeeded", "b succeeded"], (await play).Entries("run"));
    }

    [Fact]
    public async Task Activities_get_their_turn_while_the_foreground_waits_for_nothing()
    {
        await using var run = new ScriptedRun();
        var end = run.Script.WaitsFor("b");
        run.Script.Activities["f"] = (_, _) =>
        {
            end.TrySetResult();
            if (!run.Script.Calls.Contains("c after activity"))
            {
                Thread.Sleep(1); // what "b" waited for is on its way to it
            }

            return Script.Output(null);
        };
        var foreground = string.Join(", ", Enumerable.Repeat(Activity("f").Replace("'scripted'", "'immediate'"), 2000));

        await run.PlayAsync($"{{'title': 't', 'method': [{Activity("b", $"{InBackground}, 'controls': [{Control("c")}]")}, {foreground}]}}");

        Assert.Contains("f", run.Script.Calls.SkipWhile(call => call != "c after activity"));
    }

    [Fact]
    public async Task Probes_are_held_against_their_tolerance_too()
    {
        await using var run = new ScriptedRun();

        var journal = await run.PlayAsync($"{{'title': 't', 'method': [{Activity("b", InBackground + ", 'tolerance': false", type: "probe")}]}}");

        Assert.False((bool)journal["run"]![0]!["tolerance_met"]!);
    }
}
