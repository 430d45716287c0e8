using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Running;

public class TimeoutTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_an_activity_fails_it_and_the_run_goes_on(bool isDeaf)
    {
        await using var run = new ScriptedRun();
        run.Script.Hangs("a");
        if (isDeaf)
        {
            run.Script.IsDeaf("a");
        }

        var play = run.PlayAsync($"{{'title': 't', 'configuration': {{'limit': 2.5}}, 'method': [{Activity("a", ", 'timeout': '${limit}'")}, {Activity("b")}]}}");
        await run.Time.PassAsync(TimeSpan.FromSeconds(2.5));
        if (isDeaf)
        {
            await run.Time.PassAsync(Turn.Patience);
        }

        var journal = await play;
        Assert.Equal(["a failed", "b succeeded"], journal.Entries("run"));
        Assert.Equal("completed", journal.Status());
        Assert.Contains("ERROR   => failed: The activity took longer than its time-out of 2.5 seconds and was ended.", run.Log.Lines);
        Assert.NotEmpty(journal["run"]![0]!["exception"]!.AsArray());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("'soon'")]
    [InlineData("1e300")]
    [InlineData("[]")]
    public async Task Of_an_activity_that_is_none_aborts(string timeout)
    {
        await using var run = new ScriptedRun();

        Assert.Equal("aborted", (await run.PlayAsync($"{{'title': 't', 'method': [{Activity("a", $", 'timeout': {timeout}")}]}}")).Status());
    }

    [Fact]
    public async Task Of_the_run_interrupts_it()
    {
        await using var run = new ScriptedRun { Options = new() { Timeout = TimeSpan.FromMinutes(2), RollbackStrategy = RollbackStrategy.Always } };
        run.Script.Hangs("a");

        var play = run.PlayAsync($"{{'title': 't', 'method': [{Activity("a")}, {Activity("b")}], 'rollbacks': [{Activity("r")}]}}");
        await run.Script.StartedAsync("a");
        run.Time.Advance(TimeSpan.FromMinutes(2));
        var journal = await play;

        Assert.Equal("interrupted", journal.Status());
        Assert.Equal(["a -"], journal.Entries("run"));
        Assert.Equal(["r succeeded"], journal.Entries("rollbacks"));
        Assert.Contains("CRITICAL The run took longer than its time-out of 120 seconds", run.Log.Lines);
    }

    [Fact]
    public async Task Of_the_run_may_be_longer_than_a_timer_can_wait()
    {
        await using var run = new ScriptedRun { Options = new() { Timeout = TimeSpan.FromDays(4000) } };

        Assert.Equal("completed", (await run.PlayAsync("{'title': 't', 'method': []}")).Status());
    }
}
