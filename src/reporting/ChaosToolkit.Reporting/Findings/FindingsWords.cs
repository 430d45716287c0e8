using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Findings;

/// <summary>The sentences of <see cref="RunFindings"/>.</summary>
internal static class FindingsWords
{
    // More alike say nothing more.
    private const int MostDifferences = 20;

    public static IReadOnlyList<Difference> Differences(Journal journal) =>
    [
        .. journal.Activities.Where(activity => activity.ToleranceMet == false)
            .OrderBy(activity => activity.Phase switch { Phase.Before => 0, Phase.Restoration => 2, _ => 1 })
            .ThenBy(activity => activity.End ?? activity.Start ?? DateTimeOffset.MaxValue)
            .Select(activity => Of(activity, journal.Words))
            .DistinctBy(difference => (difference.Probe, difference.Phase, difference.Expected, difference.Observed))
            .Take(MostDifferences),
    ];

    public static string Believed(Journal journal)
    {
        if (journal.Hypothesis is null)
        {
            return "Nothing was claimed: the experiment has no hypothesis.";
        }

        var probes = journal.HypothesisProbes;
        return probes.Count == 0
            ? Sentence(journal.Hypothesis)
            : $"{Sentence(journal.Hypothesis)} {Moments.Count(probes.Count, "probe checks", "probes check")} it: {Moments.Names(probes.Select(probe => probe.Name))}.";
    }

    public static string Done(Journal journal)
    {
        var (actions, probes) = (journal.Method.Where(activity => activity.Type == "action").ToList(), journal.Method.Count(activity => activity.Type != "action"));
        if (journal.Method.Count == 0)
        {
            return "Nothing of the method was played.";
        }

        var counts = (actions.Count, probes) switch
        {
            (0, _) => Moments.Count(probes, "probe"),
            (_, 0) => Moments.Count(actions.Count, "action"),
            _ => $"{Moments.Count(actions.Count, "action")} and {Moments.Count(probes, "probe")}",
        };
        var names = actions.Count > 0 ? $": {Moments.Names(actions.Select(action => action.Name).Distinct())}" : "";
        var background = journal.Method.Count(activity => activity.IsBackground) is var beside and > 0 ? $" {Moments.Count(beside)} of them in the background." : "";
        var rehearsal = journal.Dry is { } dry ? $" It was a rehearsal: {dry} were not really played." : "";
        var missing = journal.PlannedActivities - journal.Method.Count;
        var left = missing > 0 ? $" {Moments.Count(missing, "activity of the method was", "activities of the method were")} not reached." : "";
        return $"{counts}{names}.{background}{rehearsal}{left}";
    }

    public static IEnumerable<string> Found(Journal journal, string outcome, IReadOnlyList<Difference> differences)
    {
        if (journal.Reasons.Count > 0)
        {
            foreach (var reason in journal.Reasons.Take(5))
            {
                yield return Sentence(reason);
            }

            yield break;
        }

        foreach (var difference in differences.Take(5))
        {
            yield return $"The probe '{difference.Probe}' was not within its tolerance {When(difference.Phase)}: expected {difference.Expected}, observed {difference.Observed}.";
        }

        foreach (var failed in journal.Activities.Where(activity => activity.Status == "failed").Take(5))
        {
            yield return $"The {failed.Type} '{failed.Name}' failed {When(failed.Phase)}{(failed.Reason() is { Length: > 0 } reason ? $": {Inert.Line(reason, 200)}" : ".")}";
        }

        if (outcome == "passed")
        {
            yield return $"The hypothesis held {Held(journal)}.";
        }
        else if (outcome == "explored")
        {
            yield return "Nothing was claimed, so nothing was refuted.";
        }
        else if (outcome is "interrupted" or "aborted")
        {
            yield return $"The run was {outcome} before its end.";
        }
    }

    public static string PutBack(Journal journal)
    {
        var played = journal.Undo.Concat(journal.Rollbacks).ToList();
        var failed = played.Where(activity => activity.Status != "succeeded").Select(activity => activity.Name).ToList();
        var restored = journal.Rounds.FirstOrDefault(round => round.Phase == Phase.Restoration)?.IsMet switch
        {
            true => " Afterwards the hypothesis held again.",
            false => " Afterwards the hypothesis did not hold.",
            null => "",
        };
        return (played.Count, failed.Count) switch
        {
            (0, _) => "No rollback was played." + restored,
            (_, 0) => $"{Moments.Count(played.Count, "activity", "activities")} put things back: {Moments.Names(played.Select(activity => activity.Name))}." + restored,
            _ => $"Of {Moments.Count(played.Count, "activity", "activities")} to put things back, {Moments.Count(failed.Count)} did not succeed: {Moments.Names(failed)}." + restored,
        };
    }

    /// <summary>When something happened, to stand within a sentence.</summary>
    public static string When(Phase phase) => phase switch
    {
        Phase.Before => "before the method",
        Phase.Method => "in the method",
        Phase.During => "during the method",
        Phase.After => "after the method",
        Phase.Undo => "when actions were taken back",
        Phase.Rollbacks => "in the rollbacks",
        _ => "after all was put back",
    };

    private static string Held(Journal journal) => Moments.Names(journal.Rounds.Where(round => round.IsMet == true).Select(round => When(round.Phase)).Distinct());

    private static Difference Of(JournalActivity activity, JournalWords words)
    {
        var explanation = activity.Explanation;
        var expected = explanation.Get("expected").ValueKind != System.Text.Json.JsonValueKind.Undefined ? ValueText.Line(explanation.Get("expected"), words) : Observation.Expected(activity, words);
        return new Difference(
            activity.Name, activity.Phase, activity.End ?? activity.Start, expected, Observation.Observed(activity, words),
            ValueText.Line(explanation.Get("path"), words), ValueText.Line(explanation.Get("difference"), words, 300));
    }

    private static string Sentence(string text) => text is [.., '.' or '!' or '?'] ? text : text + ".";
}
