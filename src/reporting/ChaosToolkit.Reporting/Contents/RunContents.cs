using ChaosToolkit.Reporting.Charts;
using ChaosToolkit.Reporting.Findings;
using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Contents;

/// <summary>What a report says of one run.</summary>
internal static class RunContents
{
    public static Section Of(ReportedRun run, int index, int longestOutput) =>
        new(1, ReportContents.IdOf(index), run.Journal.Title, Blocks(run, ReportContents.IdOf(index), longestOutput));

    private static IEnumerable<Block> Blocks(ReportedRun run, string id, int longestOutput)
    {
        var (journal, findings) = (run.Journal, run.Findings);
        yield return new Hero(findings.OutcomeWord, findings.Headline, findings.Tone, journal.Description, journal.Tags, FactsOf(journal));
        yield return new Story(findings);
        foreach (var difference in findings.Differences.Take(5))
        {
            yield return new Compare(difference);
        }

        if (Timeline.Of(journal, findings) is { } timeline)
        {
            yield return new Section(2, id + "-timeline", "Timeline", [new Figure(new TimelineChart("The run in time", timeline))]);
        }

        if (journal.Hypothesis is not null || journal.Rounds.Count > 0)
        {
            yield return new Section(2, id + "-hypothesis", "Steady-state hypothesis", HypothesisContents.Of(journal, longestOutput));
        }

        yield return new Section(2, id + "-method", "Method", Entries(journal, journal.Method, "Nothing of the method was played.", longestOutput));
        if (journal.Undo.Count > 0)
        {
            yield return new Section(2, id + "-undo", "Undo", Entries(journal, journal.Undo, "", longestOutput));
        }

        yield return new Section(2, id + "-rollbacks", "Rollbacks", Entries(journal, journal.Rollbacks, "No rollbacks were played.", longestOutput));
        if (journal.Contributions.Count > 0)
        {
            yield return new Section(2, id + "-contributions", "Contributions", Contributions(journal));
        }

        yield return new Section(2, id + "-details", "Details of the run", Details(journal));
    }

    private static IReadOnlyList<Fact> FactsOf(Journal journal) =>
    [
        new("Started", Moments.Of(journal.Start)),
        new("Took", Moments.Of(journal.Duration)),
        new("Where", journal.Node.Length > 0 ? journal.Node : "unknown"),
        new("Status", journal.Status + (journal.HasDeviated ? ", deviated" : "")),
    ];

    private static IEnumerable<Block> Entries(Journal journal, IReadOnlyList<JournalActivity> activities, string none, int longestOutput)
    {
        if (activities.Count == 0)
        {
            yield return new Prose(none);
        }

        foreach (var activity in activities)
        {
            yield return ActivityContents.Of(activity, journal, longestOutput);
        }
    }

    private static IEnumerable<Block> Contributions(Journal journal)
    {
        var names = journal.Contributions.Keys.ToList();
        yield return new Prose("What this experiment tells about, as its authors see it.");
        yield return new Figure(new DotChart("Contributions of the experiment", ["This experiment"], names, (_, c) => Overview.Level(journal.Contributions[names[c]]), Overview.LevelName));
    }

    private static IEnumerable<Block> Details(Journal journal)
    {
        List<Fact> facts = [new("Journal", journal.Source), new("Ended", Moments.Of(journal.End)), new("System", journal.Platform), new("Format of the library", journal.Version), new("Run", journal.RunId)];
        yield return new FactList("Details of the run", [.. facts.Where(fact => fact.Value.Length > 0)]);
        if (journal.Configuration.Members().Any())
        {
            yield return new Table("Configuration", ["Name", "Value"], journal.Configuration.Members().Select(member => (IReadOnlyList<Cell>)[new(journal.Words.LineOf(member.Key, 80)), new(ActivityContents.Value(member.Key, member.Value, journal.Words), Code: true)]));
        }
    }
}
