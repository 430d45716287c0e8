using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Running;

public class HypothesisStrategyTests
{
    [Theory]
    [InlineData("", "", "default/default")]
    [InlineData("'runtime': {'hypothesis': {'strategy': 'skip'}, 'rollbacks': {'strategy': 'always'}}", "", "skip/always")]
    [InlineData("'runtime': {'hypothesis': {'strategy': 'skip'}}", "'runtime': {'rollbacks': {'strategy': 'never'}}", "default/never")]
    [InlineData("'runtime': {'rollbacks': {'strategy': 'never'}}", "'runtime': {}", "default/never")]
    [InlineData("", "'runtime': {'hypothesis': {'strategy': 'continously'}}", "continuous/default")]
    public async Task Is_the_experiments_over_the_settings_as_a_whole(string settings, string experiment, string expected)
    {
        await using var run = new ScriptedRun(settings.Length == 0 ? null : Json($"{{{settings}}}"));

        await run.PlayAsync($"{{'title': 't', 'method': []{(experiment.Length == 0 ? "" : ", " + experiment)}}}");

        Assert.Equal(expected, Named(run));
    }

    [Fact]
    public async Task Is_the_command_lines_over_all_one_by_one()
    {
        await using var run = new ScriptedRun { Options = new() { HypothesisStrategy = HypothesisStrategy.AfterMethodOnly } };

        await run.PlayAsync("{'title': 't', 'method': [], 'runtime': {'hypothesis': {'strategy': 'skip'}, 'rollbacks': {'strategy': 'deviated'}}}");

        Assert.Equal("after-method-only/deviated", Named(run));
    }

    [Fact]
    public async Task Is_refused_when_nobody_knows_it()
    {
        await using var run = new ScriptedRun();

        await Assert.ThrowsAsync<InvalidExperimentException>(
            () => run.PlayAsync("{'title': 't', 'method': [], 'runtime': {'rollbacks': {'strategy': 'sometimes'}}}"));
    }

    [Theory]
    [InlineData("{'title': 't', 'method': []}", HypothesisStrategy.Default, "INFO No steady state hypothesis defined. That's ok, just exploring.")]
    [InlineData("{'title': 't', 'method': [], 'steady-state-hypothesis': null}", HypothesisStrategy.Continuously, "INFO No steady state hypothesis defined. That's ok, just exploring.")]
    [InlineData("{'title': 't', 'method': [], 'steady-state-hypothesis': {'title': 'h', 'probes': [{'ref': 'x'}]}}", HypothesisStrategy.Skip, "INFO Skipping Steady-State Hypothesis as requested")]
    public async Task Says_why_there_is_no_check(string experiment, HypothesisStrategy strategy, string line)
    {
        await using var run = new ScriptedRun { Options = new() { HypothesisStrategy = strategy } };

        var journal = await run.PlayAsync(experiment);

        Assert.Contains(line, run.Log.Lines);
        Assert.Equal("""{"before":null,"after":null,"during":[]}""", Values.JsonText.Of(journal["steady_states"]));
    }

    [Theory]
    [InlineData(HypothesisStrategy.Default, "p a p")]
    [InlineData(HypothesisStrategy.BeforeMethodOnly, "p a")]
    [InlineData(HypothesisStrategy.AfterMethodOnly, "a p")]
    [InlineData(HypothesisStrategy.Skip, "a")]
    public async Task Says_when_there_is_one(HypothesisStrategy strategy, string calls)
    {
        await using var run = new ScriptedRun { Options = new() { HypothesisStrategy = strategy } };

        await run.PlayAsync($"{{'title': 't', 'steady-state-hypothesis': {{'title': 'h', 'probes': [{Probe("p")}]}}, 'method': [{Activity("a")}]}}");

        Assert.Equal(calls, string.Join(' ', run.Script.Calls));
    }

    private static string Named(ScriptedRun run)
    {
        var lines = run.Log.Lines;
        return string.Join('/', ((string[])["Steady-state", "Rollbacks"]).Select(what => lines.Single(line => line.StartsWith($"INFO {what} strategy: ", StringComparison.Ordinal)).Split(": ")[1]));
    }
}
