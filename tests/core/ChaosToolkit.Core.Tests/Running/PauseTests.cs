using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Running;

public class PauseTests
{
    [Fact]
    public async Task Are_spent_before_and_after_and_announced_as_written()
    {
        await using var run = new ScriptedRun();

        var play = run.PlayAsync($"{{'title': 't', 'configuration': {{'long': 2.50}}, 'method': [{Activity("a", ", 'pauses': {'before': 4, 'after': '${long}'}")}, {Activity("b")}]}}");
        await run.Time.TimerAsync(TimeSpan.FromSeconds(4));
        Assert.Empty(run.Script.Calls);
        run.Time.Advance(TimeSpan.FromSeconds(4));
        await run.Time.TimerAsync(TimeSpan.FromSeconds(2.5));
        Assert.Equal(["a"], run.Script.Calls);
        run.Time.Advance(TimeSpan.FromSeconds(2.5));
        var journal = await play;

        Assert.Equal(["a succeeded", "b succeeded"], journal.Entries("run"));
        Assert.Contains("INFO Pausing before next activity for 4s...", run.Log.Lines);
        Assert.Contains("INFO Pausing after activity for 2.5s...", run.Log.Lines);
        Assert.Equal(0.0, (double)journal["run"]![0]!["duration"]!);
        Assert.Equal(6.5, (double)journal["duration"]!);
    }

    [Fact]
    public async Task Before_an_activity_that_are_cut_leave_it_out()
    {
        await using var run = new ScriptedRun();

        var play = run.PlayAsync($"{{'title': 't', 'controls': [{Control("c")}], 'method': [{Activity("a", ", 'pauses': {'before': 60}")}]}}");
        await run.Time.TimerAsync(TimeSpan.FromMinutes(1));
        run.Interruption.Request(InterruptionCause.Interrupt);
        var journal = await play;

        Assert.Empty(journal.Entries("run"));
        Assert.Equal("interrupted", journal.Status());
        Assert.Contains("c after activity", run.Script.Calls);
        Assert.DoesNotContain("INFO Action: a", run.Log.Lines);
    }

    [Fact]
    public async Task After_an_activity_that_are_cut_leave_its_outcome()
    {
        await using var run = new ScriptedRun();

        var play = run.PlayAsync($"{{'title': 't', 'method': [{Activity("a", ", 'pauses': {'after': 60}")}, {Activity("b")}]}}");
        await run.Time.TimerAsync(TimeSpan.FromMinutes(1));
        run.Interruption.Request(InterruptionCause.Exit);

        Assert.Equal(["a succeeded"], (await play).Entries("run"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("null")]
    [InlineData("0.0")]
    public async Task Of_nothing_are_none(string pause)
    {
        await using var run = new ScriptedRun();

        await run.PlayAsync($"{{'title': 't', 'method': [{Activity("a", $", 'pauses': {{'before': {pause}}}")}]}}");

        Assert.DoesNotContain(run.Log.Lines, line => line.Contains("Pausing", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("'soon'")]
    [InlineData("-1")]
    [InlineData("[1]")]
    [InlineData("true")]
    [InlineData("1e300")]
    public async Task That_are_none_abort(string pause)
    {
        await using var run = new ScriptedRun();

        Assert.Equal("aborted", (await run.PlayAsync($"{{'title': 't', 'method': [{Activity("a", $", 'pauses': {{'before': {pause}}}")}]}}")).Status());
    }
}
