using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Running;

public class MethodToleranceTests
{
    [Theory]
    [InlineData("true", "true", true)]
    [InlineData("true", "[1, 2]", true)]
    [InlineData("3", "[1, 2]", false)]
    [InlineData("'x'", "{'type': 'nobody knows'}", false)]
    [InlineData("'x'", "{'type': 'regex', 'pattern': '('}", false)]
    [InlineData("'x'", "null", false)]
    public async Task Is_told_in_the_journal_and_changes_nothing_else(string returns, string tolerance, bool isMet)
    {
        await using var run = new ScriptedRun();

        var journal = await run.PlayAsync($"{{'title': 't', 'method': [{Activity("p", $", 'tolerance': {tolerance}", returns, "probe")}, {Activity("a", ", 'tolerance': 7")}]}}");

        Assert.Equal(isMet, (bool)journal["run"]![0]!["tolerance_met"]!);
        Assert.Equal(!isMet, journal["run"]![0]!.AsObject().ContainsKey("explanation"));
        Assert.False(journal["run"]![1]!.AsObject().ContainsKey("tolerance_met"));
        Assert.Equal(("completed", false), (journal.Status(), journal.HasDeviated()));
        Assert.All(run.Log.Lines, line => Assert.StartsWith("INFO", line));
    }

    [Fact]
    public async Task May_be_a_probe_whose_error_means_not_met()
    {
        await using var run = new ScriptedRun();
        run.Script.Activities["judge"] = (call, _) => throw new ActivityFailedException($"no {call.ExtraArguments!["value"]}");

        var journal = await run.PlayAsync(
            $"{{'title': 't', 'method': [{Activity("p", ", 'tolerance': {'type': 'probe', 'name': 'judge', 'provider': {'type': 'scripted'}}", "7", "probe")}]}}");

        Assert.False((bool)journal["run"]![0]!["tolerance_met"]!);
        Assert.Equal("completed", journal.Status());
    }
}
