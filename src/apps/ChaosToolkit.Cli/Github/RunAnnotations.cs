using ChaosToolkit.Reporting.Findings;
using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Cli.Github;

/// <summary>What a run found as annotations of its experiment: each deviation and failure at the line of its activity.</summary>
internal static class RunAnnotations
{
    // GitHub shows ten of a level for each step.
    private const int Most = 10;

    /// <summary>The lines for standard output; none for a run that found nothing.</summary>
    /// <param name="journal">The run's journal.</param>
    /// <param name="places">Where the experiment's activities stand.</param>
    /// <param name="workspace">The folder that GitHub's paths are relative to; <see langword="null"/> when it is not known.</param>
    public static string Of(Journal journal, ActivityPlaces places, string? workspace)
    {
        var findings = RunFindings.Of(journal);
        var level = findings.Tone is Tone.Bad or Tone.Doubtful ? "error" : "warning";
        var file = FileOf(places.File, workspace);
        var lines = findings.Differences.Select(difference => Line(difference.Probe, difference.Phase, TextOf(difference)))
            .Concat(journal.Activities.Where(activity => activity is { Status: "failed", ToleranceMet: not false }).Select(activity => Line(activity.Name, activity.Phase, TextOf(activity))))
            .Distinct().Take(Most).ToList();
        if (lines.Count == 0 && level == "error")
        {
            lines.Add(WorkflowCommand.Of(level, file, places.Title, $"{findings.OutcomeWord}: {journal.Title}", string.Join('\n', findings.Found.Prepend(findings.Headline + "."))));
        }

        return string.Concat(lines);

        string Line(string name, Phase phase, string message) => WorkflowCommand.Of(level, file, places.Of(name, phase), $"{findings.OutcomeWord}: {name}", message);
    }

    private static string TextOf(Difference difference) =>
        $"The probe '{difference.Probe}' was not within its tolerance {difference.Phase.InWords()}.\nexpected: {difference.Expected}\nobserved: {difference.Observed}{(difference.Path.Length > 1 ? $"\nat: {difference.Path}" : "")}";

    private static string TextOf(JournalActivity activity) =>
        $"The {activity.Type} '{activity.Name}' failed {activity.Phase.InWords()}.{(activity.Reason() is { Length: > 0 } reason ? "\n" + reason : "")}";

    // A URL is no file of the repository.
    private static string? FileOf(string source, string? workspace)
    {
        if (source.Contains("://", StringComparison.Ordinal))
        {
            return null;
        }

        if (string.IsNullOrEmpty(workspace))
        {
            return source;
        }

        var relative = Path.GetRelativePath(workspace, Path.GetFullPath(source));
        return (relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? source : relative).Replace('\\', '/');
    }
}
