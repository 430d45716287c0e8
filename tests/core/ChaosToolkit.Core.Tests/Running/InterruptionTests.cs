using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Running;

public class InterruptionTests
{
    private static readonly TimeSpan Patience = Turn.Patience;

    private static readonly string Experiment = $$"""
        {'title': 't', 'controls': [{{Control("c")}}], 'steady-state-hypothesis': {'title': 'h', 'probes': [{{Probe("p")}}]},
         'method': [{{Activity("a")}}, {{Activity("b")}}], 'rollbacks': [{{Activity("r")}}, {{Activity("s")}}]}
        """;

    [Theory]
    [InlineData(InterruptionCause.Interrupt, "WARNING Received a termination signal (Ctrl-C)...")]
    [InlineData(InterruptionCause.Terminate, "CRITICAL SIGTERM signal received")]
    [InlineData(InterruptionCause.Exit, "WARNING Received the exit signal: 20")]
    [InlineData(InterruptionCause.ExitWithoutRollbacks, "WARNING Received the exit signal: 30")]
    public async Task Ends_the_activity_under_way_and_records_it_without_status(InterruptionCause cause, string line)
    {
        await using var run = new ScriptedRun { Options = new() { RollbackStrategy = RollbackStrategy.Always } };
        run.Script.Hangs("a");

        var play = run.PlayAsync(Experiment);
        await run.Script.StartedAsync("a");
        run.Interruption.Request(cause);
        var journal = await play;

        var isRolledBack = cause != InterruptionCause.ExitWithoutRollbacks;
        Assert.Equal("interrupted", journal.Status());
        Assert.Equal(["a -"], journal.Entries("run"));
        Assert.True(journal["run"]![0]!.AsObject().ContainsKey("end"));
        Assert.True(journal["run"]![0]!.AsObject().ContainsKey("duration"));
        Assert.Equal(isRolledBack ? ["r succeeded", "s succeeded"] : [], journal.Entries("rollbacks"));
        Assert.Contains(line, run.Log.Lines);
        Assert.Equal(!isRolledBack, run.Log.Lines.Contains("WARNING Ignoring rollbacks as per signal"));
        Assert.Contains("c after activity", run.Script.Calls);
        Assert.Contains("c after method", run.Script.Calls);
        Assert.Contains("c after experiment", run.Script.Calls);
        Assert.Equal("c cleanup", run.Script.Calls[^1]);
    }

    [Theory]
    [InlineData("c configure", false)]
    [InlineData("c before experiment", false)]
    [InlineData("c after hypothesis", true)]
    [InlineData("c before method", true)]
    [InlineData("c after activity", true)]
    [InlineData("c after method", true)]
    public async Task Is_heeded_though_it_comes_while_nothing_can_be_cut_short(string callback, bool rollsBack)
    {
        await using var run = new ScriptedRun { Options = new() { RollbackStrategy = RollbackStrategy.Always, HypothesisStrategy = HypothesisStrategy.BeforeMethodOnly } };
        run.Script.Controls[callback] = (_, _) =>
        {
            run.Interruption.Request(InterruptionCause.Interrupt);
            run.Script.Controls.Remove(callback);
            return ValueTask.CompletedTask;
        };

        var journal = await run.PlayAsync(Experiment);

        Assert.Equal("interrupted", journal.Status());
        Assert.Equal(rollsBack ? ["r succeeded", "s succeeded"] : [], journal.Entries("rollbacks"));
        Assert.Contains("WARNING Received a termination signal (Ctrl-C)...", run.Log.Lines);
    }

    [Fact]
    public async Task Ends_the_rollbacks_with_the_first_request_that_comes_in_them()
    {
        await using var run = new ScriptedRun();
        run.Script.Hangs("r");

        var play = run.PlayAsync(Experiment);
        await run.Script.StartedAsync("r");
        run.Interruption.Request(InterruptionCause.Interrupt);
        var journal = await play;

        Assert.Equal("interrupted", journal.Status());
        Assert.Equal(["r -"], journal.Entries("rollbacks"));
        Assert.Contains("WARNING Received an exit signal.Terminating now without running the remaining rollbacks.", run.Log.Lines);
    }

    [Fact]
    public async Task Goes_on_without_a_provider_that_does_not_listen()
    {
        await using var run = new ScriptedRun();
        run.Script.IsDeaf("a");

        var play = run.PlayAsync(Experiment);
        await run.Script.StartedAsync("a");
        run.Interruption.Request(InterruptionCause.Interrupt);
        await run.Time.PassAsync(Patience);
        var journal = await play;

        Assert.Equal(["a -"], journal.Entries("run"));
        Assert.Contains(run.Log.Records, record => record.Message.StartsWith("The provider of 'a' did not end", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Goes_on_without_a_provider_that_blocks_or_throws_when_it_hears_of_it()
    {
        await using var run = new ScriptedRun();
        using var never = new ManualResetEventSlim();
        run.Script.Activities["a"] = (_, cancellationToken) =>
        {
            cancellationToken.Register(() => throw new InvalidOperationException("broken"));
            cancellationToken.Register(never.Wait);
            run.Interruption.Request(InterruptionCause.Interrupt);
            return new TaskCompletionSource<System.Text.Json.Nodes.JsonNode?>().Task;
        };

        var play = run.PlayAsync(Experiment);
        await run.Time.PassAsync(Patience);
        var journal = await play;
        never.Set();

        Assert.Equal("interrupted", journal.Status());
    }

    [Theory]
    [InlineData("c before activity")]
    [InlineData("c after activity")]
    [InlineData("c before method")]
    [InlineData("c before hypothesis")]
    [InlineData("c before experiment")]
    [InlineData("c configure")]
    public async Task Goes_on_without_a_control_that_does_not_listen(string callback)
    {
        await using var run = new ScriptedRun();
        run.Script.Controls[callback] = (_, _) => new ValueTask(new TaskCompletionSource().Task);

        var play = run.PlayAsync(Experiment);
        await run.Script.StartedAsync(callback);
        run.Interruption.Request(InterruptionCause.Terminate);
        await WithPatience(run, play);

        Assert.Equal("interrupted", (await play).Status());
    }

    [Fact]
    public async Task Gives_after_callbacks_a_limited_turn_each()
    {
        await using var run = new ScriptedRun { Options = new() { RollbackStrategy = RollbackStrategy.Always } };
        run.Script.Hangs("a");
        run.Script.Controls["c after activity"] = (context, _) =>
            (string?)context.Context!["name"] == "a" ? new ValueTask(new TaskCompletionSource().Task) : ValueTask.CompletedTask;

        var play = run.PlayAsync(Experiment);
        await run.Script.StartedAsync("a");
        run.Interruption.Request(InterruptionCause.Interrupt);
        await WithPatience(run, play);
        var journal = await play;

        Assert.Equal("interrupted", journal.Status());
        Assert.Contains("c after method", run.Script.Calls);
        Assert.Equal(["r succeeded", "s succeeded"], journal.Entries("rollbacks"));
    }

    [Theory]
    [InlineData("c after experiment")]
    [InlineData("c cleanup")]
    public async Task Ends_a_run_whose_last_callback_hangs_and_leaves_its_status(string callback)
    {
        await using var run = new ScriptedRun();
        run.Script.Controls[callback] = (_, _) => new ValueTask(new TaskCompletionSource().Task);

        var play = run.PlayAsync(Experiment);
        await run.Script.StartedAsync(callback);
        run.Interruption.Request(InterruptionCause.Interrupt);
        await WithPatience(run, play);

        Assert.Equal("completed", (await play).Status());
    }

    [Fact]
    public async Task By_a_control_interrupts_and_leaves_the_other_controls_out_for_this_callback_only()
    {
        await using var run = new ScriptedRun();
        run.Script.Controls["c before activity"] = (context, _) =>
            (string?)context.Context!["name"] == "a" ? throw new InterruptExecutionException("enough") : ValueTask.CompletedTask;

        var journal = await run.PlayAsync($$"""
            {'title': 't', 'controls': [{{Control("c")}}, {{Control("d")}}], 'method': [{{Activity("a")}}, {{Activity("b")}}]}
            """);

        Assert.Equal("interrupted", journal.Status());
        Assert.Empty(journal.Entries("run"));
        Assert.Contains("CRITICAL enough", run.Log.Lines);
        Assert.Equal(
            ["c before method", "d before method", "c before activity", "c after activity", "d after activity", "c after method", "d after method"],
            run.Script.Calls.Where(call => call.EndsWith("method", StringComparison.Ordinal) || call.EndsWith("activity", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("30", false)]
    [InlineData("20", true)]
    public async Task By_the_code_of_an_activity_that_exits(string code, bool rollsBack)
    {
        await using var run = new ScriptedRun { Options = new() { RollbackStrategy = RollbackStrategy.Always } };
        run.Script.Throws("a", () => new ExitRequestedException(code));

        var journal = await run.PlayAsync(Experiment);

        Assert.Equal("interrupted", journal.Status());
        Assert.Equal(["a -"], journal.Entries("run"));
        Assert.Equal(rollsBack ? ["r succeeded", "s succeeded"] : [], journal.Entries("rollbacks"));
        Assert.Contains($"WARNING Received the exit signal: {code}", run.Log.Lines);
    }

    [Fact]
    public async Task After_the_experiment_changes_nothing()
    {
        await using var run = new ScriptedRun();
        run.Script.Controls["c after experiment"] = (_, _) => throw new InterruptExecutionException("too late");

        var journal = await run.PlayAsync(Experiment);

        Assert.Equal("completed", journal.Status());
        Assert.Equal("c cleanup", run.Script.Calls[^1]);
    }

    // Moves the clock on by one patience after the other, until the run has ended.
    private static async Task WithPatience(ScriptedRun run, Task play)
    {
        while (!play.IsCompleted)
        {
            var timer = run.Time.TimerAsync(Patience);
            if (await Task.WhenAny(timer, play) == timer)
            {
                run.Time.Advance(Patience);
            }
        }
    }
}
