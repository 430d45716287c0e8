using ChaosToolkit.Reporting.Charts;
using ChaosToolkit.Reporting.Findings;
using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Contents;

/// <summary>What a report says of several runs together.</summary>
internal static class OverviewContents
{
    // More rows nobody reads in a drawing; the table has them all.
    private const int MostRows = 30;
    private const int MostShapes = 5;

    public static Section Of(Overview overview, Report report) => new(1, "overview", "Overview", Blocks(overview, report));

    private static IEnumerable<Block> Blocks(Overview overview, Report report)
    {
        yield return new Section(2, "summary", "Summary", Summary(overview));
        yield return new Section(2, "experiments", "Experiments", [new Table("All runs, the oldest first", ["Experiment", "Outcome", "Status", "Started", "Took", "Found"], overview.Runs.Select(run => Row(run, report)))]);
        if (Trend(overview) is { } trend)
        {
            yield return new Section(2, "trend", "Trend", [trend]);
        }

        if (overview.Contributions.Count > 0)
        {
            yield return new Section(2, "contributions", "Contributions", Contributions(overview));
        }
    }

    private static IEnumerable<Block> Summary(Overview overview)
    {
        var outcomes = overview.Outcomes;
        yield return new Prose($"{Moments.Count(overview.Runs.Count, "run")} of {Moments.Count(overview.Experiments.Count, "experiment")}{Span(overview)}: {string.Join(", ", outcomes.Select(outcome => $"{Moments.Count(outcome.Count)} {Outcomes.Word(outcome.Outcome).ToLowerInvariant()}"))}.");
        yield return new Figure(new BarChart("Outcomes", [.. outcomes.Select(outcome => new Bar(Outcomes.Word(outcome.Outcome), outcome.Count, Inks.Of(Outcomes.ToneOf(outcome.Outcome))))], "runs"));
    }

    private static string Span(Overview overview)
    {
        var moments = overview.Runs.Select(run => run.Journal.Start).OfType<DateTimeOffset>().ToList();
        return moments.Count == 0 ? "" : Moments.Day(moments.Min()) == Moments.Day(moments.Max()) ? $" on {Moments.Day(moments.Min())}" : $" from {Moments.Day(moments.Min())} to {Moments.Day(moments.Max())}";
    }

    private static IReadOnlyList<Cell> Row(ReportedRun run, Report report) =>
    [
        new(run.Journal.Title, Link: ReportContents.IdOf(report.IndexOf(run))),
        new(run.Findings.OutcomeWord, run.Findings.Tone),
        new(run.Journal.Status),
        new(Moments.Of(run.Journal.Start)),
        new(Moments.Of(run.Journal.Duration)),
        new(run.Findings.Found.Count > 0 ? Inert.Line(run.Findings.Found[0], 200) : ""),
    ];

    private static Figure? Trend(Overview overview)
    {
        List<(string, IReadOnlyList<TrendPoint>)> rows =
        [
            .. overview.Experiments.Select(experiment => (experiment.Title, Points: (IReadOnlyList<TrendPoint>)[.. experiment.Runs.Where(run => run.Journal.Start is not null).Select(run => new TrendPoint(run.Journal.Start!.Value, run.Findings.OutcomeWord, run.Findings.Tone))])) // those without were left out
                .Where(row => row.Points.Count > 1).Take(MostRows),
        ];
        return rows.Count == 0 ? null : new Figure(new TrendChart("The same experiments over time", rows));
    }

    private static IEnumerable<Block> Contributions(Overview overview)
    {
        var names = overview.Contributions;
        var experiments = overview.Experiments.Where(experiment => experiment.Runs.Any(run => run.Journal.Contributions.Count > 0)).ToList();
        yield return new Prose("What the experiments tell about, as their authors see it.");
        yield return new Figure(new BarChart("Distribution: experiments that contribute", [.. names.Select(name => new Bar(name, overview.Contributing(name)))], "experiments"));
        yield return new Figure(new DotChart(Cut("Contributions of each experiment", experiments.Count), [.. experiments.Take(MostRows).Select(experiment => experiment.Title)], names, (r, c) => Overview.LevelOf(experiments[r].Runs, names[c]), Overview.LevelName));
        if (names.Count >= 3)
        {
            var shapes = experiments.Take(MostShapes).Select(experiment => new RadarShape(experiment.Title, [.. names.Select(name => (double)(Overview.LevelOf(experiment.Runs, name) ?? 0))])).ToList();
            yield return new Figure(new RadarChart(experiments.Count > MostShapes ? $"Reach of the last {MostShapes} experiments" : "Reach of the experiments", names, shapes, Overview.LevelName));
        }

        if (overview.Tags.Count > 0)
        {
            var tags = overview.Tags;
            yield return new Figure(new DotChart(Cut("Coverage by tag", tags.Count), [.. tags.Take(MostRows)], names, (r, c) => overview.LevelOfTag(tags[r], names[c]), Overview.LevelName));
            var gaps = tags.Select(tag => (Tag: tag, Missing: names.Where(name => overview.LevelOfTag(tag, name) is null or 0).ToList())).Where(gap => gap.Missing.Count > 0).ToList();
            if (gaps.Count > 0)
            {
                yield return new Table("Not covered yet", ["Tag", "No experiment contributes to"], gaps.Select(gap => (IReadOnlyList<Cell>)[new(gap.Tag), new(string.Join(", ", gap.Missing))]));
            }
        }
    }

    private static string Cut(string title, int count) => count > MostRows ? $"{title} (the first {MostRows} of {count})" : title;
}
