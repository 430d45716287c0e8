using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli.Wizard;

/// <summary>Reads what was typed for an argument as a value of the argument's type, by the portable names of discovery documents.</summary>
/// <remarks>A reference such as <c>${port}</c> is taken for every type: its value is known when the experiment runs.</remarks>
internal static partial class ArgumentType
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = JsonText.MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Reads an answer.</summary>
    /// <param name="type">The name of the type; types that are unknown take text.</param>
    /// <param name="answer">What was typed.</param>
    /// <param name="value">The value.</param>
    /// <returns>What is wrong with the answer; <see langword="null"/> when nothing is.</returns>
    public static string? Read(string? type, string answer, out JsonNode? value)
    {
        value = null;
        var text = answer.Trim();
        if (Reference().IsMatch(text))
        {
            value = Value.Text(text);
            return null;
        }

        switch (type)
        {
            case "integer":
                if (BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
                {
                    value = Value.Integer(whole);
                    return null;
                }

                return $"'{answer}' is no whole number.";
            case "number":
                if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
                {
                    value = Value.Float(number);
                    return null;
                }

                return $"'{answer}' is no number.";
            case "boolean":
                value = TruthOf(text);
                return value is null ? $"'{answer}' is neither yes nor no." : null;
            case "list" or "tuple" or "set":
                value = ParseOrNull(text) as JsonArray;
                return value is null ? $"'{answer}' is no list. Write it as JSON: [\"north\", 2]." : null;
            case "mapping":
                value = ParseOrNull(text) as JsonObject;
                return value is null ? $"'{answer}' is no mapping. Write it as JSON: {{\"gate\": \"north\"}}." : null;
            default:
                value = Value.Text(answer);
                return null;
        }
    }

    /// <summary>The truth that a word stands for; <see langword="null"/> when it stands for none.</summary>
    public static bool? TruthOf(string word) => word.Trim().ToUpperInvariant() switch
    {
        "Y" or "YES" or "T" or "TRUE" or "ON" or "1" => true,
        "N" or "NO" or "F" or "FALSE" or "OFF" or "0" => false,
        _ => null,
    };

    private static JsonNode? ParseOrNull(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^\$\{[_a-zA-Z][_a-zA-Z0-9]*\}$")]
    private static partial Regex Reference();
}
