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
    public void A_fault_is_in_place_until_what_takes_it_back_has_ended()
    {
        // Each is taken back after another time: first the second "slow", then "cut" by two activities, then the first "slow".
        var faults = Faults("""
            {"activity": {"name": "resume"}, "status": "succeeded", "start": "2026-03-01T10:00:10", "end": "2026-03-01T10:00:11", "takes_back": "/run/2"},
            {"activity": {"name": "slow down"}, "status": "succeeded", "start": "2026-03-01T10:00:11", "end": "2026-03-01T10:00:12", "takes_back": "/run/1"},
            {"activity": {"name": "join"}, "status": "succeeded", "start": "2026-03-01T10:00:12", "end": "2026-03-01T10:00:13", "takes_back": "/run/1"},
            {"activity": {"name": "resume"}, "status": "succeeded", "start": "2026-03-01T10:00:13", "end": "2026-03-01T10:00:14", "takes_back": "/run/0"}
            """);

        Assert.Equal([("slow", 14), ("cut", 13), ("slow", 11)], faults);
    }

    [Theory]
    [InlineData("failed")]
    [InlineData(null)]
    public void A_fault_that_was_not_taken_back_is_in_place_to_the_end(string? status) => Assert.Equal(
        [("slow", 1), ("cut", 12), ("slow", 20)],
        Faults($$"""
            {"activity": {"name": "x"}, "status": {{(status is null ? "null" : $"\"{status}\"")}}, "start": "2026-03-01T10:00:10", "end": "2026-03-01T10:00:11", "takes_back": "/run/2"},
            {"activity": {"name": "y"}, "status": "succeeded", "start": "2026-03-01T10:00:11", "end": "2026-03-01T10:00:12", "takes_back": "/run/1"}
            """));

    [Fact]
    public void Journals_that_do_not_say_what_was_taken_back_are_read_by_names() => Assert.Equal(
        [("slow", 13), ("cut", 11), ("slow", 13)],
        Faults("""
            {"activity": {"name": "undo slow"}, "status": "succeeded", "start": "2026-03-01T10:00:10", "end": "2026-03-01T10:00:11"},
            {"activity": {"name": "undo cut"}, "status": "succeeded", "start": "2026-03-01T10:00:10", "end": "2026-03-01T10:00:11"},
            {"activity": {"name": "undo slow it all"}, "status": "succeeded", "start": "2026-03-01T10:00:14", "end": "2026-03-01T10:00:15"},
            {"activity": {"name": "undo slow"}, "status": "succeeded", "start": "2026-03-01T10:00:12", "end": "2026-03-01T10:00:13"}
            """));

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

    // Two actions, of which one is played twice, in a run of 20 seconds. Gives until when each is in place.
    private static IEnumerable<(string Name, double Until)> Faults(string undo)
    {
        var actions = ((string[])["slow", "cut", "slow"]).Select((name, i) => $$"""{"activity": {"name": "{{name}}", "type": "action"}, "status": "succeeded", "start": "2026-03-01T10:00:0{{i}}", "end": "2026-03-01T10:00:0{{i + 1}}"}""");
        var journal = Samples.Parse($$"""{"experiment": {"title": "x"}, "status": "completed", "start": "2026-03-01T10:00:00", "end": "2026-03-01T10:00:20", "run": [{{string.Join(',', actions)}}], "undo": [{{undo}}]}""");
        return Timeline.Of(journal, RunFindings.Of(journal))!.Lanes.Where(lane => lane.Name.StartsWith("Fault: ", StringComparison.Ordinal)).Select(lane => (lane.Name["Fault: ".Length..], lane.Spans[0].To));
    }

    private static Timeline Of(string name)
    {
        var journal = Samples.Read(name);
        return Timeline.Of(journal, RunFindings.Of(journal)) ?? throw new InvalidOperationException("There is no timeline.");
    }
}
