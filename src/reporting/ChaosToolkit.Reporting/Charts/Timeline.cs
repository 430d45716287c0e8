using ChaosToolkit.Reporting.Findings;
using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Charts;

/// <summary>A span on a timeline, in seconds from the start of the run.</summary>
internal sealed record Span(string Name, double From, double To, Ink Ink, string Tip);

/// <summary>A row of a timeline.</summary>
internal sealed record Lane(string Name, IReadOnlyList<Span> Spans);

/// <summary>A run in time: phases, lanes with spans, the moment of deviation.</summary>
/// <param name="Lanes">The rows; the first are the phases.</param>
/// <param name="Length">How long the run took, in seconds.</param>
/// <param name="Deviation">When the hypothesis was first not met, in seconds; null where it was not.</param>
/// <param name="DeviationName">What was not met.</param>
internal sealed record Timeline(IReadOnlyList<Lane> Lanes, double Length, double? Deviation, string DeviationName)
{
    // With more activities than this each has no row of its own.
    private const int MostRows = 40;

    /// <summary>The timeline of a run; null where the journal has no times.</summary>
    public static Timeline? Of(Journal journal, RunFindings findings)
    {
        var played = journal.Activities.Where(activity => activity.Start is not null).OrderBy(activity => activity.Start).ToList();
        if (played.Count == 0)
        {
            return null;
        }

        var start = Earlier(journal.Start, played[0].Start!.Value - played[0].PauseBefore); // those without were left out
        var end = played.Max(activity => (activity.End ?? activity.Start!.Value) + (activity.Phase == Phase.Method ? activity.PauseAfter : TimeSpan.Zero));
        end = journal.End is { } told && told > end ? told : end;
        var builder = new TimelineBuilder(start, (end - start).TotalSeconds);
        List<Lane> lanes = [builder.Phases(played)];
        lanes.AddRange(builder.Faults(journal));
        lanes.AddRange(played.Count <= MostRows ? builder.RowEach(played) : builder.Packed(played));
        var deviation = findings.DeviatedAt is { } moment ? (double?)(moment - start).TotalSeconds : null;
        return new Timeline(lanes, (end - start).TotalSeconds, deviation, findings.Differences.FirstOrDefault(difference => difference.Moment == findings.DeviatedAt)?.Probe ?? "");
    }

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) => one is { } told && told < other ? told : other;
}
