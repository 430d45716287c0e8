using ChaosToolkit.Running;
using static ChaosToolkit.Controls.BuiltIn;
using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Controls.Guards;

public class BudgetTests
{
    [Fact]
    public async Task Of_minutes_ends_the_run()
    {
        await using var run = new ScriptedRun { Options = new() { RollbackStrategy = RollbackStrategy.Always } };
        run.Script.Hangs("a");

        var play = run.PlayAsync($"{{'title': 't', 'controls': [{Declare("budget", "{'minutes': 1.5}")}], 'method': [{Activity("a")}], 'rollbacks': [{Activity("r")}]}}");
        await run.Script.StartedAsync("a");
        await run.Time.PassAsync(TimeSpan.FromSeconds(90));
        var journal = await play;

        Assert.Equal(["r succeeded"], journal.Entries("rollbacks"));
        Assert.Contains("CRITICAL The run has taken the 1.5 minutes that it may take", run.Log.Lines);
        Assert.Equal("aborted", (string?)journal["verdict"]!["outcome"]);
    }

    [Fact]
    public async Task Of_activities_ends_the_run_and_lets_it_roll_back()
    {
        await using var run = new ScriptedRun { Options = new() { RollbackStrategy = RollbackStrategy.Always } };

        var journal = await run.PlayAsync(
            $"{{'title': 't', 'controls': [{Declare("budget", "{'activities': 2}")}], 'method': [{Activity("a")}, {Activity("b")}, {Activity("c")}], 'rollbacks': [{Activity("r")}, {Activity("s")}]}}");

        Assert.Equal(["a succeeded", "b succeeded"], journal.Entries("run"));
        Assert.Equal(["r succeeded", "s succeeded"], journal.Entries("rollbacks"));
        Assert.Equal("budget", (string?)journal["controls"]![0]!["kind"]);
    }

    [Fact]
    public async Task That_is_kept_changes_nothing()
    {
        await using var run = new ScriptedRun();

        var journal = await run.PlayAsync($"{{'title': 't', 'controls': [{Declare("budget", "{'activities': 2, 'minutes': 1}")}], 'method': [{Activity("a")}, {Activity("b")}]}}");

        Assert.Equal("completed", journal.Status());
        Assert.False(journal.ContainsKey("controls"));
    }
}
