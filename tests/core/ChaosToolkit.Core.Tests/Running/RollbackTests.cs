namespace ChaosToolkit.Running;

public class RollbackTests
{
    [Theory]
    [InlineData("action failed", RollbackStrategy.Default, true)]
    [InlineData("action failed", RollbackStrategy.Always, true)]
    [InlineData("action failed", RollbackStrategy.Never, false)]
    [InlineData("action failed", RollbackStrategy.Deviated, false)]
    [InlineData("gate unmet", RollbackStrategy.Default, true)]
    [InlineData("gate unmet", RollbackStrategy.Always, true)]
    [InlineData("gate unmet", RollbackStrategy.Never, false)]
    [InlineData("gate unmet", RollbackStrategy.Deviated, false)]
    [InlineData("gate probe failed", RollbackStrategy.Default, false)]
    [InlineData("gate probe failed", RollbackStrategy.Always, true)]
    [InlineData("gate probe failed", RollbackStrategy.Never, false)]
    [InlineData("gate probe failed", RollbackStrategy.Deviated, false)]
    [InlineData("deviated", RollbackStrategy.Default, true)]
    [InlineData("deviated", RollbackStrategy.Always, true)]
    [InlineData("deviated", RollbackStrategy.Never, false)]
    [InlineData("deviated", RollbackStrategy.Deviated, true)]
    [InlineData("after probe failed", RollbackStrategy.Default, false)]
    [InlineData("after probe failed", RollbackStrategy.Always, true)]
    [InlineData("after probe failed", RollbackStrategy.Never, false)]
    [InlineData("after probe failed", RollbackStrategy.Deviated, true)]
    [InlineData("aborted", RollbackStrategy.Default, true)]
    [InlineData("aborted", RollbackStrategy.Deviated, false)]
    [InlineData("interrupted", RollbackStrategy.Default, false)]
    [InlineData("interrupted", RollbackStrategy.Always, true)]
    [InlineData("interrupted before the experiment", RollbackStrategy.Always, false)]
    public async Task Are_played_as_the_table_says(string what, RollbackStrategy strategy, bool played)
    {
        await using var run = new ScriptedRun { Options = new() { RollbackStrategy = strategy } };
        var checks = 0;
        run.Script.Activities["p"] = (_, _) => (what, ++checks) switch
        {
            ("gate probe failed", 1) or ("after probe failed", 2) => throw new ActivityFailedException("no answer"),
            ("gate unmet", 1) or ("deviated", 2) => Script.Output(false),
            _ => Script.Output(true),
        };
        run.Script.Activities["a"] = (_, _) => what switch
        {
            "action failed" => throw new ActivityFailedException("no luck"),
            "aborted" => throw new InvalidOperationException("broken"),
            _ => Script.Output(null),
        };
        run.Script.Controls["c before activity"] = (context, _) =>
            what == "interrupted" && (string?)context.Context!["name"] == "a" ? throw new InterruptExecutionException("enough") : ValueTask.CompletedTask;
        run.Script.Controls["c before experiment"] = (_, _) =>
            what == "interrupted before the experiment" ? throw new InterruptExecutionException("enough") : ValueTask.CompletedTask;

        var journal = await run.PlayAsync($$"""
            {'title': 't', 'controls': [{{ScriptedRun.Control("c")}}],
             'steady-state-hypothesis': {'title': 'h', 'probes': [{{ScriptedRun.Probe("p")}}]},
             'method': [{{ScriptedRun.Activity("a")}}], 'rollbacks': [{{ScriptedRun.Activity("r")}}]}
            """);

        Assert.Equal(played ? ["r succeeded"] : [], journal.Entries("rollbacks"));
        Assert.Equal(played, run.Log.Lines.Contains("INFO Let's rollback..."));
        if (!what.StartsWith("interrupted before", StringComparison.Ordinal))
        {
            Assert.Equal(
                strategy != RollbackStrategy.Default,
                run.Log.Lines.Any(line => line.StartsWith("WARNING Rollbacks w", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Go_on_after_one_that_failed()
    {
        await using var run = new ScriptedRun();
        run.Script.Throws("one", () => new ActivityFailedException("no luck"));

        var journal = await run.PlayAsync($"{{'title': 't', 'method': [], 'rollbacks': [{ScriptedRun.Activity("one")}, {ScriptedRun.Activity("two")}]}}");

        Assert.Equal(["one failed", "two succeeded"], journal.Entries("rollbacks"));
        Assert.Equal("completed", journal.Status());
    }

    [Fact]
    public async Task Wait_for_those_in_the_background()
    {
        await using var run = new ScriptedRun();
        var end = run.Script.WaitsFor("one");
        run.Script.Activities["two"] = (_, _) =>
        {
            end.SetResult();
            return Script.Output(null);
        };

        var journal = await run.PlayAsync($"{{'title': 't', 'method': [], 'rollbacks': [{ScriptedRun.Activity("one", ", 'background': true")}, {ScriptedRun.Activity("two")}]}}");

        Assert.Equal(["one succeeded", "two succeeded"], journal.Entries("rollbacks"));
    }

    [Fact]
    public async Task Are_ended_by_a_control_that_interrupts_them()
    {
        await using var run = new ScriptedRun();
        run.Script.Controls["c before activity"] = (context, _) =>
            (string?)context.Context!["name"] == "two" ? throw new InterruptExecutionException("enough") : ValueTask.CompletedTask;

        var journal = await run.PlayAsync($$"""
            {'title': 't', 'controls': [{{ScriptedRun.Control("c")}}], 'method': [],
             'rollbacks': [{{ScriptedRun.Activity("one")}}, {{ScriptedRun.Activity("two")}}, {{ScriptedRun.Activity("three")}}]}
            """);

        Assert.Equal(["one succeeded"], journal.Entries("rollbacks"));
        Assert.Equal("interrupted", journal.Status());
        Assert.Contains("CRITICAL enough", run.Log.Lines);
    }
}
