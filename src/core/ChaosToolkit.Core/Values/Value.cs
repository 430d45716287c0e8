using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace ChaosToolkit.Values;

/// <summary>Reads and makes the values of documents (<see cref="JsonNode"/>), with Python's distinction of integers and floats.</summary>
/// <remarks>Whatever made a node (a parser, a provider, an extension), its kind and content are asked for here and nowhere else.</remarks>
public static class Value
{
    /// <summary>The kind of a value; a missing node is <see cref="ValueKind.Null"/>.</summary>
    public static ValueKind KindOf(JsonNode? node)
    {
        switch (node)
        {
            case null:
                return ValueKind.Null;
            case JsonObject:
                return ValueKind.Object;
            case JsonArray:
                return ValueKind.List;
        }

        // The types that most values have: to ask each for its content takes many times as long.
        var type = node.GetType();
        if (type == TextType)
        {
            return ValueKind.Text;
        }

        if (type == BooleanType)
        {
            return ValueKind.Boolean;
        }

        if (type == IntegerType || type == SmallIntegerType)
        {
            return ValueKind.Integer;
        }

        if (type == FloatType)
        {
            return ValueKind.Float;
        }

        var value = (JsonValue)node;
        if (value.TryGetValue<JsonElement>(out var element))
        {
            return element.ValueKind switch
            {
                JsonValueKind.True or JsonValueKind.False => ValueKind.Boolean,
                JsonValueKind.String => ValueKind.Text,
                JsonValueKind.Number => element.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') ? ValueKind.Float : ValueKind.Integer,
                JsonValueKind.Array => ValueKind.List,
                JsonValueKind.Object => ValueKind.Object,
                _ => ValueKind.Null,
            };
        }

        if (value.TryGetValue<string>(out _))
        {
            return ValueKind.Text;
        }

        if (value.TryGetValue<bool>(out _))
        {
            return ValueKind.Boolean;
        }

        if (value.TryGetValue<long>(out _) || value.TryGetValue<int>(out _) || value.TryGetValue<BigInteger>(out _) || value.TryGetValue<ulong>(out _))
        {
            return ValueKind.Integer;
        }

        if (value.TryGetValue<double>(out _) || value.TryGetValue<decimal>(out _) || value.TryGetValue<float>(out _))
        {
            return ValueKind.Float;
        }

        if (value.TryGetValue<byte[]>(out _))
        {
            return ValueKind.Bytes;
        }

        return value.GetValueKind() switch
        {
            JsonValueKind.Number => value.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E') ? ValueKind.Float : ValueKind.Integer,
            JsonValueKind.True or JsonValueKind.False => ValueKind.Boolean,
            JsonValueKind.Null => ValueKind.Null,
            _ => ValueKind.Text,
        };
    }

    /// <summary>Whether the value is a number, integer or float; a boolean is none.</summary>
    public static bool IsNumber(JsonNode? node) => KindOf(node) is ValueKind.Integer or ValueKind.Float;

    /// <summary>The text of a text value; <see langword="null"/> when it is of another kind.</summary>
    public static string? AsText(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The truth of a boolean value; <see langword="null"/> when it is of another kind.</summary>
    public static bool? AsBoolean(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var truth) ? truth : null;

    /// <summary>The number of an integer or float value, as a double; <see langword="null"/> when it is of another kind.</summary>
    public static double? AsDouble(JsonNode? node) => KindOf(node) switch
    {
        ValueKind.Integer => (double)AsInteger(node),
        ValueKind.Float => FloatOf((JsonValue)node!), // its kind says that there is one
        _ => null,
    };

    /// <summary>The whole number of an integer value.</summary>
    /// <exception cref="InvalidOperationException">The value is not an integer.</exception>
    public static BigInteger AsInteger(JsonNode? node)
    {
        if (node is JsonValue value)
        {
            if (value.TryGetValue<long>(out var number))
            {
                return number;
            }

            if (value.TryGetValue<BigInteger>(out var big))
            {
                return big;
            }

            if (value.TryGetValue<int>(out var small))
            {
                return small;
            }

            if (KindOf(value) == ValueKind.Integer)
            {
                return BigInteger.Parse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidOperationException("The value is not an integer.");
    }

    /// <summary>The bytes of a bytes value; <see langword="null"/> when it is of another kind.</summary>
    public static byte[]? AsBytes(JsonNode? node) =>
        node is JsonValue value && !value.TryGetValue<JsonElement>(out _) && !value.TryGetValue<string>(out _) && value.TryGetValue<byte[]>(out var bytes) ? bytes : null;

    /// <summary>Makes an integer value of any size.</summary>
    public static JsonValue Integer(BigInteger number) =>
        number >= long.MinValue && number <= long.MaxValue ? JsonValue.Create((long)number) : Raw(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Makes a float value, which stays a float when it has no fraction.</summary>
    public static JsonValue Float(double number) => double.IsFinite(number) ? Raw(PythonText.OfFloat(number)) : JsonValue.Create(number);

    /// <summary>Makes a text value.</summary>
    public static JsonValue Text(string text) => JsonValue.Create(text);

    /// <summary>Makes a bytes value.</summary>
    public static JsonValue Bytes(byte[] bytes) => JsonValue.Create(bytes, BytesKind.Info)!; // null for null only

    private static readonly Type TextType = JsonValue.Create("").GetType();
    private static readonly Type BooleanType = JsonValue.Create(true).GetType();
    private static readonly Type IntegerType = JsonValue.Create(0L).GetType();
    private static readonly Type SmallIntegerType = JsonValue.Create(0).GetType();
    private static readonly Type FloatType = JsonValue.Create(0.0).GetType();

    private static double FloatOf(JsonValue value) =>
        value.TryGetValue<double>(out var number) ? number
        : value.TryGetValue<decimal>(out var exact) ? (double)exact
        : double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static JsonValue Raw(string number) => JsonValue.Create(JsonElement.Parse(number))!; // null for null only

    // Apart, for it takes milliseconds and hardly any run has bytes.
    private static class BytesKind
    {
        public static readonly JsonTypeInfo<byte[]> Info = (JsonTypeInfo<byte[]>)JsonSerializerOptions.Default.GetTypeInfo(typeof(byte[]));
    }
}
