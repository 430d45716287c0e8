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
        object? read = attribute.WireType switch
        {
            // As Go reads an int64: no fraction, no exponent, no text.
            var type when type == typeof(long) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var whole) && value.GetRawText().AsSpan().IndexOfAny(".eE") < 0 ? whole : null,
            var type when type == typeof(double) => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var real) && double.IsFinite(real) ? real : null,
            var type when type == typeof(bool) => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null,
            var type when type == typeof(string) => value.ValueKind == JsonValueKind.String ? value.GetString() : null,
            _ => null,
        };
        return read ?? throw JsonBody.WrongField(value, "toxic", attribute.Name, TypeName(attribute.WireType));
    }

    public static void Write(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case long whole:
                json.WriteNumberValue(whole);
                break;
            case double real:
                json.WriteNumberValue(real);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }

    private static string TypeName(Type type) => type == typeof(long) ? "int64" : type == typeof(double) ? "float64" : type == typeof(bool) ? "bool" : "string";
}
