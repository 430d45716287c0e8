using System.Globalization;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Toxiproxy.Servers;

/// <summary>Reads arguments of functions; all are there, by name.</summary>
internal static class Arguments
{
    public static string Text(JsonObject arguments, string name) => Value.AsText(arguments[name]) is { Length: > 0 } text
        ? text
        : throw new ActivityFailedException($"The argument '{name}' must be a text; {PythonText.Repr(arguments[name])} is none.");

    /// <summary>The name of a proxy or a toxic. One with a slash, or one that a path takes for another, a server would take, but nobody could call it by that name again, to take it away.</summary>
    public static string Name(JsonObject arguments, string name) => Text(arguments, name) switch
    {
        "." or ".." => throw new ActivityFailedException($"The argument '{name}' must not be '.' or '..', which a path takes for another: what is so called could not be taken away again."),
        var text when text.Contains('/') => throw new ActivityFailedException($"The argument '{name}' must not have a slash: what is called '{text}' could not be taken away again."),
        var text => text,
    };

    /// <summary>A number as it is written, or as a text that is one (what the environment gives is text); a whole one without a fraction.</summary>
    public static JsonNode? Number(JsonObject arguments, string name)
    {
        var written = arguments[name];
        var number = Value.AsDouble(written)
            ?? (double.TryParse(Value.AsText(written), NumberStyles.Float, CultureInfo.InvariantCulture, out var read) ? read
            : throw new ActivityFailedException($"The argument '{name}' must be a number; {PythonText.Repr(written)} is none."));
        return Whole(number);
    }

    /// <summary>A whole number, or a text that is one, to the last digit; <see langword="null"/> where none is given.</summary>
    public static long? Integer(JsonObject arguments, string name)
    {
        if (arguments[name] is not { } written)
        {
            return null;
        }

        var text = Value.AsText(written) ?? written.ToJsonString();
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && IsWhole(number) ? (long)number
            : throw new ActivityFailedException($"The argument '{name}' must be a whole number; {PythonText.Repr(written)} is none.");
    }

    /// <summary>A number for JSON: servers refuse 100.0 where a whole number is wanted.</summary>
    public static JsonNode? Whole(double number) => IsWhole(number) ? Value.Integer((long)number) : Value.Float(number);

    /// <summary>For how long a fault is lent, in seconds; <see langword="null"/> for good.</summary>
    public static JsonNode? Lease(JsonObject arguments, bool isLasting) =>
        isLasting || arguments["ttl"] is null ? null : Number(arguments, "ttl") is { } seconds && Value.AsDouble(seconds) > 0 ? seconds : null;

    private static bool IsWhole(double number) => double.IsInteger(number) && Math.Abs(number) < 1L << 53;
}
