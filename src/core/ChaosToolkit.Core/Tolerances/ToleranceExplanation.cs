using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

/// <summary>Why an output is not tolerated. It holds real values; whoever writes it masks secrets.</summary>
/// <param name="Expected">What was wanted: the tolerance, or the part of it that counts.</param>
/// <param name="Observed">What there was at <paramref name="Path"/>; of a long value the beginning of its JSON, as text.</param>
/// <param name="Path">Where in the output, as a JSONPath; <c>$</c> for all of it.</param>
/// <param name="Difference">The two in words: <c>expected the status to be 200, observed 503</c>.</param>
public sealed record ToleranceExplanation(JsonNode? Expected, JsonNode? Observed, string Path, string Difference)
{
    // The journal holds the whole output already.
    private const int LongestValue = 1000;
    private const int LongestInWords = 120;

    /// <summary>The explanation as the journal's member <c>explanation</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["expected"] = ValueCopy.Of(Expected),
        ["observed"] = ValueCopy.Of(Observed),
        ["path"] = Path,
        ["difference"] = Difference,
    };

    internal static ToleranceExplanation Of(JsonNode? expected, JsonNode? observed, string path, string difference)
    {
        var json = JsonText.Of(observed);
        return new(ValueCopy.Of(expected), json.Length > LongestValue ? Value.Text(Cut(json, LongestValue)) : ValueCopy.Of(observed), path, difference);
    }

    /// <summary>A value as it stands in a sentence: JSON on one line, a long one cut.</summary>
    internal static string InWords(JsonNode? node) => Cut(JsonText.Of(node), LongestInWords);

    private static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        return $"{text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)]}… ({text.Length} characters)";
    }
}
