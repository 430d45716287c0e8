using System.Text.Json;
using ChaosToolkit.Reporting.Findings;
using ChaosToolkit.Reporting.Journals;
using ChaosToolkit.Secrets;

namespace ChaosToolkit.Reporting.Contents;

/// <summary>What a report says of an activity.</summary>
internal static class ActivityContents
{
    private const int LongestException = 4000;

    /// <summary>The activity.</summary>
    /// <param name="activity">Which.</param>
    /// <param name="journal">Where it stands.</param>
    /// <param name="longestOutput">From how many characters on its output is cut.</param>
    /// <param name="when">When it was played, to tell it from others of its name; <see langword="null"/> where that is clear.</param>
    public static Entry Of(JournalActivity activity, Journal journal, int longestOutput, string? when = null)
    {
        var (word, tone) = WordOf(activity);
        var kind = activity.Type + (activity.IsBackground ? ", background" : "") + (when is null ? "" : ", " + when);
        return new Entry(activity.Name, kind, word, tone, $"{Moments.Clock(activity.Start)} · {Moments.Of(activity.Duration)}", Details(activity, journal, longestOutput));
    }

    /// <summary>A value of an argument or a setting on one line; what its name says is a secret is not shown.</summary>
    public static string Value(string name, JsonElement value, JournalWords words) =>
        JournalWords.IsHidden(name, value) ? SecretMask.Replacement : ValueText.Line(value, words, 400);

    private static (string Word, Tone Tone) WordOf(JournalActivity activity) => activity switch
    {
        { Status: "failed" } => ("failed", Tone.Bad),
        { Status: null } => ("cut short", Tone.Doubtful),
        { ToleranceMet: false } => ("not tolerated", Tone.Bad),
        { Effect.ValueKind: JsonValueKind.Object } when activity.Effect.Get("met").AsTruth() == false => ("no effect", Tone.Doubtful),
        { ToleranceMet: true } => ("tolerated", Tone.Good),
        { Status: "succeeded" } => ("succeeded", Tone.Good),
        _ => (activity.Status!, Tone.Neutral), // null was told before
    };

    private static IEnumerable<Block> Details(JournalActivity activity, Journal journal, int longestOutput)
    {
        var words = journal.Words;
        yield return new FactList("How it was carried out", [.. Facts(activity, words)]);
        var arguments = activity.Provider.Get("arguments");
        if (arguments.Members().Any())
        {
            yield return new Table("Arguments", ["Name", "Value"], arguments.Members().Select(member => (IReadOnlyList<Cell>)[new(words.LineOf(member.Key, 80)), new(Value(member.Key, member.Value, words), Code: true)]));
        }

        if (activity.Exception.Count > 0)
        {
            var text = string.Join('\n', activity.Exception);
            var shown = Inert.Cut(text, LongestException);
            yield return new Code("Error", shown, new ValueText("", text.Length - shown.Length).Note);
        }

        foreach (var block in activity.Output.IsThere() ? OutputContents.Of(activity, journal, longestOutput) : [])
        {
            yield return block;
        }
    }

    private static IEnumerable<Fact> Facts(JournalActivity activity, JournalWords words)
    {
        var provider = activity.Provider;
        yield return new("Provider", ProviderOf(provider, words));
        foreach (var (name, value) in provider.Members().Where(member => member.Key is not ("type" or "module" or "func" or "url" or "method" or "path" or "arguments")))
        {
            yield return new(words.LineOf(name, 60), Value(name, value, words));
        }

        if (provider.Get("arguments") is { ValueKind: not JsonValueKind.Object } arguments && arguments.IsThere())
        {
            yield return new("Arguments", ValueText.Line(arguments, words, 400));
        }

        if (activity.PauseBefore > TimeSpan.Zero)
        {
            yield return new("Pause before", Moments.Of(activity.PauseBefore));
        }

        if (activity.PauseAfter > TimeSpan.Zero)
        {
            yield return new("Pause after", Moments.Of(activity.PauseAfter));
        }

        if (Observation.Expected(activity, words) is { Length: > 0 } expected)
        {
            yield return new("Expected", expected);
            yield return new("Observed", Observation.Observed(activity, words));
        }

        if (activity.Effect.Get("met").AsTruth() is { } hadEffect)
        {
            yield return new("Effect", $"{(hadEffect ? "seen" : "not seen")} in {Moments.Count((long)(activity.Effect.Get("attempts").AsNumber() ?? 0), "attempt")}");
        }
    }

    private static string ProviderOf(JsonElement provider, JournalWords words)
    {
        string Of(string name) => ValueText.Line(provider.Get(name), words, 300);
        var type = Of("type");
        return type switch
        {
            "http" => $"http: {(provider.Get("method").IsThere() ? Of("method").ToUpperInvariant() : "GET")} {Of("url")}",
            "process" => $"process: {Of("path")}",
            "" => "unknown",
            _ when provider.Get("func").IsThere() => $"{type}: {Of("module")}.{Of("func")}",
            _ => type,
        };
    }
}
