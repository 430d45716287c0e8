using ChaosToolkit.Reporting.Findings;
using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting;

/// <summary>What a report tells of: some runs, and its own title and time.</summary>
public sealed class Report
{
    private readonly Dictionary<Journal, int> places = new(ReferenceEqualityComparer.Instance);

    /// <summary>Makes one.</summary>
    /// <param name="journals">The runs, in the order in which they are shown; at least one.</param>
    /// <param name="created">When it is made.</param>
    /// <param name="title">Its title; <see langword="null"/> for the experiment's, of several runs a general one.</param>
    /// <exception cref="ArgumentException">There is no journal.</exception>
    public Report(IReadOnlyList<Journal> journals, DateTimeOffset created, string? title = null)
    {
        if (journals.Count == 0)
        {
            throw new ArgumentException("A report needs at least one journal.", nameof(journals));
        }

        for (var i = 0; i < journals.Count; i++)
        {
            places.TryAdd(journals[i], i);
        }

        Runs = [.. journals.Select(journal => new ReportedRun(journal, RunFindings.Of(journal)))];
        Created = created;
        Title = Inert.Line(title ?? (journals.Count == 1 ? journals[0].Title : "Chaos engineering report"));
    }

    /// <summary>Its title.</summary>
    public string Title { get; }

    /// <summary>When it is made.</summary>
    public DateTimeOffset Created { get; }

    /// <summary>The runs with what came of them.</summary>
    internal IReadOnlyList<ReportedRun> Runs { get; }

    /// <summary>The place of a run among them.</summary>
    internal int IndexOf(ReportedRun run) => places[run.Journal];
}
