using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Configuration;

/// <summary>Text that stands for a value of another type: environment variables and <c>--var</c>.</summary>
internal static class TypedText
{
    private static readonly Dictionary<string, Conversion> Conversions = new(StringComparer.Ordinal)
    {
        ["str"] = new("text", Value.Text),
        ["string"] = new("text", Value.Text),
        ["int"] = new("a whole number", Integer),
        ["integer"] = new("a whole number", Integer),
        ["float"] = new("a number", Float),
        ["number"] = new("a number", Float),
        ["bytes"] = new("text", text => Value.Bytes(Encoding.UTF8.GetBytes(text))),
        ["bool"] = new("a truth", Boolean),
        ["json"] = new("JSON", text => text.Length == 0 ? Value.Text("") : ParsedJson.TryParse(text, out var node) ? node : throw new FormatException()),
    };

    /// <summary>The names of the types.</summary>
    public static IReadOnlyCollection<string> Names => Conversions.Keys;

    /// <summary>Whether there is a type of that name.</summary>
    public static bool IsType(string type) => Conversions.ContainsKey(type);

    /// <summary>What a type wants to read, for messages.</summary>
    public static string Wanted(string type) => Conversions[type].Wanted;

    /// <summary>Converts a text; false when it is not of the type.</summary>
    public static bool TryConvert(string type, string text, out JsonNode? value)
    {
        try
        {
            value = Conversions[type].Convert(text);
            return true;
        }
        catch (FormatException)
        {
            value = null;
            return false;
        }
    }

    /// <summary>Converts a default, which may have its type already; text is converted as a variable is, and numbers into one another.</summary>
    public static bool TryConvert(string type, JsonNode? given, out JsonNode? value)
    {
        if (Value.AsText(given) is { } text)
        {
            return TryConvert(type, text, out value);
        }

        value = ValueCopy.Of(given);
        switch (type, Value.KindOf(given))
        {
            case ("int" or "integer", ValueKind.Float) when Value.AsDouble(given) is { } number && double.IsFinite(number):
                value = Value.Integer(new BigInteger(number));
                return true;
            case ("float" or "number", ValueKind.Integer):
                value = Value.Float(Value.AsDouble(given) ?? 0);
                return true;
            case ("int" or "integer" or "float" or "number", ValueKind.List or ValueKind.Object):
                return false;
            case ("bool", not (ValueKind.Boolean or ValueKind.Null)):
                value = JsonValue.Create(PythonComparison.IsTrue(given));
                return true;
            default:
                return true;
        }
    }

    private static JsonValue Integer(string text) =>
        Value.Integer(BigInteger.Parse(WithoutUnderscores(text.Trim()), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));

    private static JsonValue Float(string text)
    {
        var trimmed = WithoutUnderscores(text.Trim());
        return Value.Float(trimmed.TrimStart('+', '-').ToUpperInvariant() switch
        {
            "INF" or "INFINITY" when trimmed.Length - trimmed.TrimStart('+', '-').Length < 2 => trimmed[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
            "NAN" => double.NaN,
            _ => double.Parse(trimmed, NumberStyles.Float & ~NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
        });
    }

    private static JsonValue Boolean(string text) => JsonValue.Create(text.ToUpperInvariant() is not ("FALSE" or "0" or "NO"));

    // As in Python, an underscore may stand between two digits.
    private static string WithoutUnderscores(string text)
    {
        for (var i = text.IndexOf('_'); i >= 0; i = text.IndexOf('_', i + 1))
        {
            if (i == 0 || i == text.Length - 1 || !char.IsAsciiDigit(text[i - 1]) || !char.IsAsciiDigit(text[i + 1]))
            {
                throw new FormatException();
            }
        }

        return text.Replace("_", "");
    }

    private sealed record Conversion(string Wanted, Func<string, JsonNode?> Convert);
}
