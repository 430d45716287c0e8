using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Findings;

public sealed class RunFindingsTests
{
    [Fact]
    public void Tells_what_was_believed_done_and_found()
    {
        var findings = RunFindings.Of(Samples.Read("shop.json"));

        Assert.Equal("Orders are taken, and fast. 3 probes check it: orders-are-taken, stock-is-known and latency-is-low.", findings.Believed);
        Assert.Equal("2 actions and 2 probes: slow-the-stock-down and stop-one-stock-server. 1 of them in the background.", findings.Done);
        Assert.Equal("The probe 'orders-are-taken' was not within its tolerance after the method: expected the status to be 200, observed 503.", Assert.Single(findings.Found));
        Assert.Equal("1 activity put things back: speed-the-stock-up.", findings.PutBack);
        Assert.Equal(("deviated", Tone.Bad), (findings.Outcome, findings.Tone));
    }

    [Fact]
    public void Sets_what_was_expected_beside_what_was_observed()
    {
        var difference = Assert.Single(RunFindings.Of(Samples.Read("shop.json")).Differences);

        Assert.Equal(("orders-are-taken", Phase.After, "200", "503", "$.status"), (difference.Probe, difference.Phase, difference.Expected, difference.Observed, difference.Path));
    }

    [Fact]
    public void Finds_the_difference_where_the_journal_does_not_explain()
    {
        var difference = Assert.Single(RunFindings.Of(Samples.Read("library-1.45.json")).Differences);

        Assert.Equal(("200", "status 503"), (difference.Expected, difference.Observed));
    }

    [Theory]
    [InlineData("""{"experiment": {"steady-state-hypothesis": {}}, "status": "failed", "steady_states": {"before": {"steady_state_met": false, "probes": []}}}""", "not-tested")]
    [InlineData("""{"experiment": {"steady-state-hypothesis": {}}, "status": "aborted"}""", "aborted")]
    [InlineData("""{"experiment": {"steady-state-hypothesis": {}, "dry": "actions"}, "status": "completed"}""", "not-tested")]
    [InlineData("""{"experiment": {"steady-state-hypothesis": {}}, "status": "completed"}""", "passed")]
    public void Knows_the_outcome_without_a_verdict(string json, string outcome) => Assert.Equal(outcome, RunFindings.Of(Samples.Parse(json)).Outcome);

    [Fact]
    public void Overview_knows_what_is_covered_and_what_is_not()
    {
        var overview = new Overview(Samples.Several().Runs);

        Assert.Equal(["availability", "performance", "reliability", "security"], overview.Contributions);
        Assert.Equal(2, overview.Contributing("availability"));
        Assert.Equal(1, overview.Contributing("security"));
        Assert.Equal(0, overview.LevelOfTag("shop", "security"));
        Assert.Null(overview.LevelOfTag("cache", "reliability"));
        Assert.Equal([3, 1], overview.Experiments.Select(experiment => experiment.Runs.Count));
    }
}
