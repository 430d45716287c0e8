using System.Text.Json;

namespace ChaosToolkit.Reporting.Journals;

/// <summary>From the JSON of a journal to what it means.</summary>
internal sealed class JournalShape(JsonElement root, JournalWords words)
{
    private readonly JsonElement experiment = root.Get("experiment");

    public Journal Read(string source)
    {
        var hypothesis = experiment.Get("steady-state-hypothesis");
        var start = root.Get("start").AsMoment();
        var end = root.Get("end").AsMoment();
        return new Journal
        {
            Source = Inert.Line(source),
            Title = Line(experiment.Get("title"), "Untitled experiment"),
            Description = Text(experiment.Get("description")).Trim(),
            Tags = [.. experiment.Get("tags").Items().Select(tag => Line(tag, "")).Where(tag => tag.Length > 0).Distinct()],
            Contributions = Contributions(),
            Status = Line(root.Get("status"), "unknown"),
            HasDeviated = root.Get("deviated").AsTruth() ?? root.Get("status").AsText() == "deviated",
            Dry = experiment.Get("dry") is { ValueKind: JsonValueKind.String } dry ? Line(dry, "") : experiment.Get("dry").AsTruth() == true ? "activities" : null,
            Outcome = root.Get("verdict").Get("outcome").AsText() is { } outcome ? words.LineOf(outcome) : null,
            Reasons = [.. root.Get("verdict").Get("reasons").Items().Select(reason => Text(reason.Get("what"))).Where(what => what.Length > 0)],
            Start = start,
            End = end,
            Duration = Seconds(root.Get("duration")) ?? (end - start),
            Node = Line(root.Get("node"), ""),
            Platform = Line(root.Get("platform"), ""),
            Version = Line(root.Get("chaoslib-version"), ""),
            RunId = Line(root.Get("run_id"), ""),
            Hypothesis = hypothesis.ValueKind == JsonValueKind.Object ? Line(hypothesis.Get("title"), "The steady state holds") : null,
            HypothesisProbes = [.. hypothesis.Get("probes").Items().Select(probe => Activity(probe, default, Phase.Before, ""))],
            Rounds = [.. Rounds()],
            Method = Entries(root.Get("run"), Phase.Method, "/run"),
            Rollbacks = Entries(root.Get("rollbacks"), Phase.Rollbacks),
            Undo = Entries(root.Get("undo"), Phase.Undo),
            PlannedActivities = experiment.Get("method").Items().Count(),
            Configuration = experiment.Get("configuration"),
            Words = words,
        };
    }

    private Dictionary<string, string> Contributions()
    {
        var contributions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, level) in experiment.Get("contributions").Members())
        {
            contributions[words.LineOf(name, 60)] = Line(level, "none");
        }

        return contributions;
    }

    private IEnumerable<HypothesisRound> Rounds()
    {
        var states = root.Get("steady_states");
        return [.. Round(states.Get("before"), Phase.Before), .. During(states.Get("during")), .. Round(states.Get("after"), Phase.After), .. Round(root.Get("restoration"), Phase.Restoration)];
    }

    // A list of rounds; between two versions of the original it stood within an object.
    private IEnumerable<HypothesisRound> During(JsonElement during) =>
        (during.ValueKind == JsonValueKind.Object ? during.Get("outcomes") : during).Items().SelectMany(round => Round(round, Phase.During));

    private IEnumerable<HypothesisRound> Round(JsonElement round, Phase phase) => round.ValueKind == JsonValueKind.Object
        ? [new HypothesisRound(phase, round.Get("steady_state_met").AsTruth(), Entries(round.Get("probes"), phase))]
        : [];

    private IReadOnlyList<JournalActivity> Entries(JsonElement entries, Phase phase, string list = "") =>
        [.. entries.Items().Select((entry, i) => (Entry: entry, Where: $"{list}/{i}")).Where(one => one.Entry.ValueKind == JsonValueKind.Object).Select(one => Activity(one.Entry.Get("activity"), one.Entry, phase, one.Where))];

    private JournalActivity Activity(JsonElement activity, JsonElement entry, Phase phase, string where)
    {
        var pauses = activity.Get("pauses");
        var (start, end) = (entry.Get("start").AsMoment(), entry.Get("end").AsMoment());
        return new JournalActivity
        {
            Phase = phase,
            Name = Line(activity.Get("name"), Line(activity.Get("ref"), "unnamed")),
            Type = activity.Get("type").AsText() is "action" ? "action" : "probe",
            Status = entry.Get("status").AsText() is { } status ? words.LineOf(status, 40) : null,
            Start = start,
            End = end,
            Duration = Seconds(entry.Get("duration")) ?? (end - start),
            IsBackground = activity.Get("background").AsTruth() == true,
            PauseBefore = Seconds(pauses.Get("before")) ?? TimeSpan.Zero,
            PauseAfter = Seconds(pauses.Get("after")) ?? TimeSpan.Zero,
            ToleranceMet = entry.Get("tolerance_met").AsTruth(),
            Exception = [.. entry.Get("exception").Items().Select(Text).Select(line => line.TrimEnd('\n'))],
            Where = where,
            TakesBack = entry.Get("takes_back").AsText(),
            Provider = activity.Get("provider"),
            Tolerance = activity.Get("tolerance"),
            Output = entry.Get("output"),
            Explanation = entry.Get("explanation"),
            Effect = entry.Get("effect"),
        };
    }

    private static TimeSpan? Seconds(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.AsNumber() is { } seconds and >= 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : null;

    private string Text(JsonElement element) => element.AsText() is { } text ? words.Of(text) : "";

    private string Line(JsonElement element, string other) => element.AsText() is { } text && words.LineOf(text) is { Length: > 0 } line ? line : other;
}
