using ChaosToolkit.Reporting.Findings;
using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Contents;

/// <summary>What a report says of the hypothesis: probe by probe, before and after.</summary>
internal static class HypothesisContents
{
    // Of the rounds during the method only those that were not met are shown probe by probe, and not more than these.
    private const int MostRounds = 50;

    public static IEnumerable<Block> Of(Journal journal, int longestOutput)
    {
        if (journal.Hypothesis is { } title)
        {
            yield return new Prose(title);
        }

        var rounds = journal.Rounds.Where(round => round.Phase != Phase.During).ToList();
        var during = journal.Rounds.Where(round => round.Phase == Phase.During).ToList();
        yield return new Table("Probes of the hypothesis", Columns(rounds), Rows(journal, rounds));
        if (during.Count > 0)
        {
            var missed = during.Where(round => round.IsMet == false).ToList();
            yield return new Prose($"During the method it was checked {Moments.Count(during.Count, "time")}; {(missed.Count == 0 ? "it held each time." : $"{Moments.Count(missed.Count, "time it", "times it")} did not hold.")}");
            if (missed.Count > 0)
            {
                yield return new Table($"Checks during the method that did not hold{(missed.Count > MostRounds ? $", the first {MostRounds}" : "")}", ["Probe", "When", "Expected", "Observed"], missed.Take(MostRounds).SelectMany(round => round.Probes.Where(probe => !probe.IsGood)).Select(probe => Missed(probe, journal.Words)));
            }
        }

        foreach (var round in rounds)
        {
            foreach (var probe in round.Probes)
            {
                yield return ActivityContents.Of(probe, journal, longestOutput, FindingsWords.When(round.Phase));
            }
        }
    }

    private static IReadOnlyList<string> Columns(List<HypothesisRound> rounds) =>
        ["Probe", "Tolerance", .. rounds.SelectMany(round => (string[])[Name(round.Phase), "Verdict " + (round.Phase == Phase.Restoration ? "at the end" : Name(round.Phase).ToLowerInvariant())])];

    private static string Name(Phase phase) => phase switch { Phase.Before => "Before", Phase.After => "After", _ => "At the end" };

    private static IEnumerable<IReadOnlyList<Cell>> Rows(Journal journal, List<HypothesisRound> rounds)
    {
        // Old journals, and experiments that controls changed, may have played probes that were not written.
        var written = journal.HypothesisProbes.Concat(rounds.SelectMany(round => round.Probes)).DistinctBy(probe => probe.Name);
        foreach (var probe in written)
        {
            List<Cell> row = [new(probe.Name), new(Observation.Expected(probe, journal.Words), Code: true)];
            foreach (var played in rounds.Select(round => round.Probes.LastOrDefault(played => played.Name == probe.Name)))
            {
                row.Add(played is null ? new("–") : new(Observation.Observed(played, journal.Words), Code: true));
                row.Add(played is null ? new("not checked", Tone.Neutral) : Verdict(played));
            }

            yield return row;
        }
    }

    private static Cell Verdict(JournalActivity played) => played switch
    {
        { Status: "failed" } => new("failed", Tone.Bad),
        { ToleranceMet: true } => new("met", Tone.Good),
        { ToleranceMet: false } => new("not met", Tone.Bad),
        _ => new("not judged", Tone.Doubtful),
    };

    private static IReadOnlyList<Cell> Missed(JournalActivity probe, JournalWords words) =>
        [new(probe.Name), new(Moments.Clock(probe.Start)), new(Observation.Expected(probe, words), Code: true), new(Observation.Observed(probe, words), Code: true)];
}
