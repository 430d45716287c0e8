using System.Globalization;
using System.Text.Json;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Wire;

/// <summary>An attribute's value on the wire, by the type of its property.</summary>
internal static class AttributeValue
{
    /// <summary>Reads one.</summary>
    /// <exception cref="ApiException">It is of another type.</exception>
    public static object Read(JsonElement value, ToxicTypeAttribute attribute)
    {
        var read = attribute.WireType switch
        {
            // As Go reads an int64: no fraction, no exponent, no text.
            var type when type == typeof(long) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var whole) && value.GetRawText().AsSpan().IndexOfAny(".eE") < 0 ? whole : null,
            var type when type == typeof(double) => Number(value),
            var type when type == typeof(bool) => Truth(value),
            var type when type == typeof(string) => Text(value),
            var type when type == typeof(IReadOnlyList<double>) => List(value, Number, Parse)?.Cast<double>().ToArray(),
            var type when type == typeof(IReadOnlyList<string>) => List(value, Text, static text => text)?.Cast<string>().ToArray(),
            _ => Texts(value),
        };
        return read ?? throw JsonBody.WrongField(value, "toxic", attribute.Name, TypeName(attribute.WireType));
    }

    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case long whole:
                json.WriteNumberValue(whole);
                break;
            case double real:
                json.WriteNumberValue(real);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case IReadOnlyList<double> numbers:
                json.WriteStartArray();
                foreach (var number in numbers)
                {
                    json.WriteNumberValue(number);
                }

                json.WriteEndArray();
                break;
            case IReadOnlyList<string> texts:
                json.WriteStartArray();
                foreach (var text in texts)
                {
                    json.WriteStringValue(text);
                }

                json.WriteEndArray();
                break;
            case IReadOnlyDictionary<string, string> named:
                json.WriteStartObject();
                foreach (var (name, text) in named)
                {
                    json.WriteString(name, text);
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }

    private static object? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetDouble(out var real) && double.IsFinite(real) ? real : null,
        JsonValueKind.String => Parse(JsonBody.TextOf(value)),
        _ => null,
    };

    private static object? Parse(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) ? real : null;

    // toxiproxy-cli sends all as a text that is no number, and a number where a text looks like one. That of ours does so too.
    private static object? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonBody.TextOf(value),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private static object? Truth(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.String => bool.TryParse(JsonBody.TextOf(value), out var truth) ? truth : null,
        _ => null,
    };

    // A list, or its items in one text.
    private static List<object>? List(JsonElement value, Func<JsonElement, object?> read, Func<string, object?> parse)
    {
        IEnumerable<object?>? items = value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().Select(read),
            JsonValueKind.Number => [read(value)],
            JsonValueKind.String => JsonBody.TextOf(value).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(parse),
            _ => null,
        };
        List<object>? all = items is null ? null : [];
        foreach (var item in items ?? [])
        {
            if (item is null)
            {
                return null;
            }

            all!.Add(item); // there are items
        }

        return all;
    }

    // An object, or lines of "name: value".
    private static Dictionary<string, string>? Texts(JsonElement value)
    {
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                if (JsonBody.NameOf(member) is not { } name || Text(member.Value) is not string text)
                {
                    return null;
                }

                texts[name] = text;
            }

            return texts;
        }

        foreach (var line in value.ValueKind == JsonValueKind.String ? JsonBody.TextOf(value).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [""])
        {
            if (line.Split(':', 2, StringSplitOptions.TrimEntries) is not [var name, var text])
            {
                return null;
            }

            texts[name] = text;
        }

        return texts;
    }

    private static string TypeName(Type type) => type == typeof(long) ? "int64"
        : type == typeof(double) ? "float64"
        : type == typeof(bool) ? "bool"
        : type == typeof(string) ? "string"
        : type == typeof(IReadOnlyList<double>) ? "[]float64"
        : type == typeof(IReadOnlyList<string>) ? "[]string"
        : "map[string]string";
}
