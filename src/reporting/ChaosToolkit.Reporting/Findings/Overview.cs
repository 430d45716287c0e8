using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Findings;

/// <summary>A run among several.</summary>
/// <param name="Journal">What it did.</param>
/// <param name="Findings">What came of it.</param>
internal sealed record ReportedRun(Journal Journal, RunFindings Findings);

/// <summary>Several runs together: counts, the same experiment over time, what the experiments contribute to and what they do not.</summary>
internal sealed class Overview(IReadOnlyList<ReportedRun> runs)
{
    private static readonly string[] Levels = ["none", "low", "medium", "high"];

    /// <summary>The runs, in the order of their time; those without one last.</summary>
    public IReadOnlyList<ReportedRun> Runs { get; } = [.. runs.OrderBy(run => run.Journal.Start ?? DateTimeOffset.MaxValue)];

    /// <summary>How often each outcome came, from the best to the worst.</summary>
    public IReadOnlyList<(string Outcome, int Count)> Outcomes =>
        [.. Runs.GroupBy(run => run.Findings.Outcome).OrderBy(group => Order(group.Key)).Select(group => (group.Key, group.Count()))];

    /// <summary>The runs of each experiment, by its title; the experiment that ran last comes first.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<ReportedRun> Runs)> Experiments =>
        [.. Runs.GroupBy(run => run.Journal.Title).OrderByDescending(group => group.Max(run => run.Journal.Start)).Select(group => (group.Key, (IReadOnlyList<ReportedRun>)[.. group]))];

    /// <summary>What is contributed to, in alphabetical order.</summary>
    public IReadOnlyList<string> Contributions => [.. Runs.SelectMany(run => run.Journal.Contributions.Keys).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>All tags, in alphabetical order.</summary>
    public IReadOnlyList<string> Tags => [.. Runs.SelectMany(run => run.Journal.Tags).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>How many experiments contribute to something, at any level but none.</summary>
    public int Contributing(string contribution) => Experiments.Count(experiment => LevelOf(experiment.Runs, contribution) > 0);

    /// <summary>The highest level at which runs contribute: 0 none to 3 high; <see langword="null"/> where none says anything.</summary>
    public static int? LevelOf(IEnumerable<ReportedRun> runs, string contribution) =>
        runs.Select(run => run.Journal.Contributions.TryGetValue(contribution, out var level) ? Level(level) : null).Max();

    /// <summary>The level that experiments of a tag reach; <see langword="null"/> where none says anything.</summary>
    public int? LevelOfTag(string tag, string contribution) => LevelOf(Runs.Where(run => run.Journal.Tags.Contains(tag)), contribution);

    /// <summary>A level's number, 0 to 3; <see langword="null"/> for a word that is no level.</summary>
    public static int? Level(string level) => Array.FindIndex(Levels, name => name.Equals(level, StringComparison.OrdinalIgnoreCase)) is var index and >= 0 ? index : null;

    /// <summary>A level's name.</summary>
    public static string LevelName(int? level) => level is { } number ? Levels[number] : "not said";

    private static int Order(string outcome) => Findings.Outcomes.Names.ToList().IndexOf(outcome);
}
