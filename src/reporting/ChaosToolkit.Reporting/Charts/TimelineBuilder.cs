using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Charts;

/// <summary>Makes the lanes of a <see cref="Timeline"/>.</summary>
internal sealed class TimelineBuilder(DateTimeOffset start, double length)
{
    private const int MostFaults = 8;
    private const int MostDrawn = 500;

    /// <summary>One lane with a span for each part of the run.</summary>
    public Lane Phases(IReadOnlyList<JournalActivity> played)
    {
        List<Span> spans = [];
        foreach (var group in played.Where(activity => activity.Phase != Phase.During).GroupBy(activity => activity.Phase))
        {
            var from = group.Min(activity => Seconds(activity.Start) - (group.Key == Phase.Method ? activity.PauseBefore.TotalSeconds : 0));
            var to = group.Max(activity => Seconds(activity.End ?? activity.Start) + (group.Key == Phase.Method ? activity.PauseAfter.TotalSeconds : 0));
            var name = NameOf(group.Key);
            spans.Add(new Span(name, Math.Max(0, from), to, Ink.Neutral, $"{name}: {Length(from, to)}"));
        }

        return new Lane("Phases", spans);
    }

    /// <summary>What the method's actions did, from their start until they were taken back, or to the end where that failed; where nothing took them back, until the first rollback or their own end.</summary>
    public IReadOnlyList<Lane> Faults(Journal journal)
    {
        var rollback = journal.Rollbacks.Select(activity => activity.End ?? activity.Start).FirstOrDefault(moment => moment is not null);
        List<Span> spans = [];
        foreach (var action in journal.Method.Where(activity => activity is { Type: "action", Start: not null } && activity.Status != "failed"))
        {
            var undo = UndoOf(action, journal);
            var until = undo.Count == 0 ? Seconds(rollback ?? action.End ?? action.Start) : undo.All(entry => entry.IsGood) ? undo.Max(entry => Seconds(entry.End)) : length;
            var (from, to) = (Seconds(action.Start), Math.Max(Seconds(action.Start), until));
            spans.Add(new Span(action.Name, from, to, Ink.Fault, $"{action.Name} in place: {Length(from, to)}"));
        }

        // A lane each as long as they can be told apart.
        return spans.Count == 0 ? [] : spans.Count <= MostFaults
            ? [.. spans.Select(span => new Lane("Fault: " + span.Name, [span with { Name = "" }]))]
            : [new Lane("Faults in place", [.. spans.Take(MostDrawn).Select(span => span with { Name = "" })])];
    }

    /// <summary>A lane for each activity.</summary>
    public IEnumerable<Lane> RowEach(IReadOnlyList<JournalActivity> played) =>
        played.Select(activity => new Lane(activity.Name + (activity.IsBackground ? " (background)" : ""), [.. SpansOf(activity)]));

    /// <summary>The activities of the foreground in one lane, those of the background in as few as hold them; what is too small to see is drawn together.</summary>
    public IEnumerable<Lane> Packed(IReadOnlyList<JournalActivity> played)
    {
        yield return new Lane("Foreground", Merged(played.Where(activity => activity is { IsBackground: false, Phase: not Phase.During })));
        if (played.Any(activity => activity.Phase == Phase.During))
        {
            yield return new Lane("Hypothesis", Merged(played.Where(activity => activity.Phase == Phase.During)));
        }

        List<(double End, List<JournalActivity> Activities)> lanes = [];
        foreach (var activity in played.Where(activity => activity.IsBackground))
        {
            var free = lanes.FindIndex(lane => lane.End <= Seconds(activity.Start));
            var end = Seconds(activity.End ?? activity.Start);
            if (free < 0 && lanes.Count < 12)
            {
                lanes.Add((end, [activity]));
            }
            else
            {
                var at = Math.Max(0, free);
                lanes[at].Activities.Add(activity);
                lanes[at] = (Math.Max(end, lanes[at].End), lanes[at].Activities);
            }
        }

        foreach (var (lane, i) in lanes.Select((lane, i) => (lane, i)))
        {
            yield return new Lane($"Background {i + 1}", Merged(lane.Activities));
        }
    }

    // Older journals tell by its name only what an undo takes back.
    private static List<JournalActivity> UndoOf(JournalActivity action, Journal journal) =>
        [.. journal.Undo.Where(entry => entry.TakesBack is { } taken ? taken == action.Where : entry.Name == $"undo {action.Name}")];

    private IEnumerable<Span> SpansOf(JournalActivity activity)
    {
        var (from, to) = (Seconds(activity.Start), Seconds(activity.End ?? activity.Start));
        if (activity.PauseBefore > TimeSpan.Zero)
        {
            yield return new Span("", Math.Max(0, from - activity.PauseBefore.TotalSeconds), from, Ink.Pause, $"pause before {activity.Name}: {Moments.Of(activity.PauseBefore)}");
        }

        yield return new Span("", from, to, InkOf(activity), $"{activity.Name}: {StatusOf(activity)}, {Moments.Of(activity.Duration)}");
        if (activity.PauseAfter > TimeSpan.Zero)
        {
            yield return new Span("", to, Math.Min(length, to + activity.PauseAfter.TotalSeconds), Ink.Pause, $"pause after {activity.Name}: {Moments.Of(activity.PauseAfter)}");
        }
    }

    // Of neighbours that are one pixel apart one span is left, as bad as the worst of them.
    private List<Span> Merged(IEnumerable<JournalActivity> activities)
    {
        var pixel = Math.Max(length / 600, 1e-6);
        List<Span> merged = [];
        var count = 0;
        foreach (var span in activities.SelectMany(SpansOf))
        {
            if (merged is [.., var last] && span.From - last.To < pixel && (last.Ink == span.Ink || span.To - last.From < 2 * pixel))
            {
                count++;
                var ink = span.Ink == Ink.Bad || last.Ink == Ink.Bad ? Ink.Bad : last.Ink;
                merged[^1] = new Span("", last.From, Math.Max(last.To, span.To), ink, $"{count} activities, {Length(last.From, Math.Max(last.To, span.To))}");
            }
            else
            {
                count = 1;
                merged.Add(span);
            }
        }

        return merged;
    }

    private static Ink InkOf(JournalActivity activity) => activity switch
    {
        { Status: "failed" } or { ToleranceMet: false } => Ink.Bad,
        { Status: null } => Ink.Doubtful,
        { Type: "action", Phase: Phase.Method } => Ink.Series2,
        { Phase: Phase.Undo or Phase.Rollbacks } => Ink.Series3,
        _ => Ink.Series1,
    };

    private static string StatusOf(JournalActivity activity) => activity.ToleranceMet == false ? "not tolerated" : activity.Status ?? "cut short";

    private static string NameOf(Phase phase) => phase switch
    {
        Phase.Before or Phase.After => "Hypothesis",
        Phase.Restoration => "Restored?",
        _ => phase.ToString(),
    };

    private static string Length(double from, double to) => Moments.Of(TimeSpan.FromSeconds(Math.Max(0, to - from)));

    private double Seconds(DateTimeOffset? moment) => moment is { } known ? (known - start).TotalSeconds : 0;
}
