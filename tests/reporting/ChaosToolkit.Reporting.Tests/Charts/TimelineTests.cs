using ChaosToolkit.Reporting.Findings;

namespace ChaosToolkit.Reporting.Charts;

public sealed class TimelineTests
{
    [Fact]
    public void Shows_phases_faults_activities_pauses_and_the_deviation()
    {
        var timeline = Of("shop.json");

        Assert.Equal(["Hypothesis", "Method", "Hypothesis", "Rollbacks"], timeline.Lanes[0].Spans.Select(span => span.Name));
        Assert.Equal(["Phases", "Fault: slow-the-stock-down", "Fault: stop-one-stock-server", "orders-are-taken"], timeline.Lanes.Take(4).Select(lane => lane.Name));
        Assert.Contains(timeline.Lanes, lane => lane.Name == "slow-the-stock-down (background)" && lane.Spans[0].Ink == Ink.Pause);
        Assert.Equal(24.6, timeline.Length, 3);
        Assert.Equal(23.9, timeline.Deviation ?? 0, 3);
        Assert.Equal("orders-are-taken", timeline.DeviationName);
    }

    [Fact]
    public void A_fault_is_in_place_until_the_first_rollback_has_ended()
    {
        var fault = Assert.Single(Of("shop.json").Lanes[1].Spans);

        Assert.Equal((2.4, 24.4), (Math.Round(fault.From, 3), Math.Round(fault.To, 3)));
    }

    [Fact]
    public void Very_many_activities_share_lanes_and_are_drawn_together()
    {
        var entries = string.Join(',', Enumerable.Range(0, 5000).Select(i => $$"""{"activity": {"name": "p{{i}}", "type": "probe", "background": {{(i % 4 == 0 ? "true" : "false")}}}, "status": "{{(i == 100 ? "failed" : "succeeded")}}", "start": "2026-03-01T10:{{i / 60 % 60:00}}:{{i % 60:00}}", "duration": 0.5, "end": "2026-03-01T10:{{i / 60 % 60:00}}:{{i % 60:00}}.5"}"""));
        var journal = Samples.Parse($$"""{"experiment": {"title": "Many"}, "status": "completed", "run": [{{entries}}]}""");
        var timeline = Timeline.Of(journal, RunFindings.Of(journal));

        Assert.NotNull(timeline);
        Assert.InRange(timeline.Lanes.Count, 3, 15);
        Assert.InRange(timeline.Lanes.Sum(lane => lane.Spans.Count), 1, 5000);
        Assert.Contains(timeline.Lanes.SelectMany(lane => lane.Spans), span => span.Ink == Ink.Bad);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00", "0001-01-01T00:00:01")]
    [InlineData("9999-12-31T23:59:58", "9999-12-31T23:59:59")]
    public void Times_that_cannot_be_are_none(string start, string end)
    {
        var journal = Samples.Parse($$"""{"experiment": {"title": "x"}, "status": "completed", "start": "{{start}}", "end": "{{end}}", "run": [{"activity": {"name": "a", "pauses": {"before": 5, "after": 9e8} }, "start": "{{start}}", "end": "{{end}}"}]}""");

        Assert.Null(Timeline.Of(journal, RunFindings.Of(journal)));
        Assert.All(ReportFormatCatalog.Names, format => Assert.NotEmpty(Samples.Write(new Report([journal], Samples.Created), format)));
    }

    [Fact]
    public void There_is_none_without_times()
    {
        var journal = Samples.Parse("""{"experiment": {"title": "x"}, "status": "completed", "run": [{"activity": {"name": "a"}}]}""");

        Assert.Null(Timeline.Of(journal, RunFindings.Of(journal)));
    }

    private static Timeline Of(string name)
    {
        var journal = Samples.Read(name);
        return Timeline.Of(journal, RunFindings.Of(journal)) ?? throw new InvalidOperationException("There is no timeline.");
    }
}
