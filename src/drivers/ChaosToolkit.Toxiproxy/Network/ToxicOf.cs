using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ChaosToolkit.Toxics;
using ChaosToolkit.Values;

namespace ChaosToolkit.Toxiproxy.Network;

/// <summary>Makes toxics of what actions say.</summary>
internal static class ToxicOf
{
    private static readonly JsonSerializerOptions Reading = new() { NumberHandling = JsonNumberHandling.AllowReadingFromString };

    /// <summary>The toxic of a call: its attributes, <c>stream</c>, <c>toxicity</c> and <c>name</c>.</summary>
    /// <exception cref="ActivityFailedException">One of them is not what the type takes.</exception>
    public static Toxic Arguments(ToxicType type, JsonObject arguments)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var attribute in type.Attributes.Where(attribute => arguments[attribute.Name] is not null))
        {
            values[attribute.Name] = Read(attribute, arguments[attribute.Name]);
        }

        var stream = Value.AsText(arguments["stream"]) switch
        {
            "downstream" => ToxicStream.Downstream,
            "upstream" => ToxicStream.Upstream,
            _ => throw new ActivityFailedException($"The argument 'stream' is 'downstream' or 'upstream'; {PythonText.Repr(arguments["stream"])} is neither."),
        };
        var toxicity = Value.AsDouble(Servers.Arguments.Number(arguments, "toxicity"));
        if (toxicity is not (>= 0 and <= 1))
        {
            throw new ActivityFailedException($"The argument 'toxicity' must be a number from 0 to 1; {PythonText.Repr(arguments["toxicity"])} is not.");
        }

        var toxic = type.Make(Value.AsText(arguments["name"]) is { Length: > 0 } name ? name : null, stream, (float)toxicity, values);
        return toxic.Contradiction is { } contradiction ? throw new ActivityFailedException($"{contradiction}.") : toxic;
    }

    private static object Read(ToxicTypeAttribute attribute, JsonNode? written)
    {
        // A whole number may have come as 100.0.
        var node = Value.AsDouble(written) is { } number ? Servers.Arguments.Whole(number) : written;
        try
        {
            var value = node.Deserialize(attribute.WireType, Reading) ?? throw new JsonException();
            return attribute.Check(value) is { } wrong ? throw new ActivityFailedException($"{wrong}.") : value;
        }
        catch (JsonException exception)
        {
            throw new ActivityFailedException($"The argument '{attribute.Name}' must be {WordFor(attribute.WireType)}; {PythonText.Repr(written)} is not.", exception);
        }
    }

    private static string WordFor(Type type) =>
        type == typeof(long) ? "a whole number" : type == typeof(double) ? "a number" : type == typeof(bool) ? "true or false" : type == typeof(string) ? "a text" : "a list";
}
