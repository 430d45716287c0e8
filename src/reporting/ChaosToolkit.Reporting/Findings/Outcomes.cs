using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Findings;

/// <summary>The outcomes of runs in words, and the outcome of a journal that has no verdict.</summary>
internal static class Outcomes
{
    private static readonly Dictionary<string, (string Word, string Headline, Tone Tone)> Known = new(StringComparer.Ordinal)
    {
        ["passed"] = ("Passed", "The system held up", Tone.Good),
        ["explored"] = ("Explored", "Played, with no hypothesis to hold", Tone.Neutral),
        ["inconclusive"] = ("Inconclusive", "Nobody can say: a probe gave no answer", Tone.Doubtful),
        ["not-tested"] = ("Not tested", "The system was not put to the test", Tone.Doubtful),
        ["not-injected"] = ("Not injected", "The fault was not brought in", Tone.Doubtful),
        ["deviated"] = ("Deviated", "A weakness was found", Tone.Bad),
        ["interrupted"] = ("Interrupted", "The run was ended early", Tone.Doubtful),
        ["aborted"] = ("Aborted", "An error ended the run", Tone.Bad),
        ["not-restored"] = ("Not restored", "The system was not put back", Tone.Bad),
    };

    /// <summary>The names, from the best to the worst.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Keys];

    /// <summary>The outcome: the verdict's, else what status and hypothesis say.</summary>
    public static string Of(Journal journal) => journal.Outcome ?? (journal switch
    {
        { Status: "interrupted" or "aborted" } => journal.Status,
        _ when journal.Rounds.FirstOrDefault(round => round.Phase == Phase.Before) is { } gate && gate.IsMet == false =>
            gate.Probes.Any(probe => probe.Status == "failed") ? "inconclusive" : "not-tested",
        { HasDeviated: true } => journal.Rounds.Any(round => round.Phase == Phase.After && round.Probes.Any(probe => probe.Status == "failed")) ? "inconclusive" : "deviated",
        { Status: "failed" } => "inconclusive",
        { Dry: not null } => "not-tested",
        { Hypothesis: null } => "explored",
        _ => "passed",
    });

    /// <summary>An outcome's name for people.</summary>
    public static string Word(string outcome) => Known.TryGetValue(outcome, out var known) ? known.Word : outcome;

    /// <summary>What an outcome means, as a headline.</summary>
    public static string Headline(string outcome) => Known.TryGetValue(outcome, out var known) ? known.Headline : $"The run ended as {outcome}";

    /// <summary>How good it is.</summary>
    public static Tone ToneOf(string outcome) => Known.TryGetValue(outcome, out var known) ? known.Tone : Tone.Neutral;
}
