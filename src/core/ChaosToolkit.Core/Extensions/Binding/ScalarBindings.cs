using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Extensions.Binding;

/// <summary>The types that are made from one plain value. Numbers and truths are taken from text too: what comes from the environment is text.</summary>
internal static class ScalarBindings
{
    private static readonly Dictionary<Type, TypeBinding> Known = new()
    {
        [typeof(string)] = new ScalarBinding("a text", "string", static node => TextOf(node)),
        [typeof(char)] = new ScalarBinding("one character", "string", static node => TextOf(node) is [var c] ? c : null),
        [typeof(bool)] = new ScalarBinding("true or false", "boolean", static node => Value.AsBoolean(node) ?? (bool.TryParse(Value.AsText(node), out var truth) ? truth : null)),
        [typeof(sbyte)] = new WholeNumberBinding<sbyte>(),
        [typeof(byte)] = new WholeNumberBinding<byte>(),
        [typeof(short)] = new WholeNumberBinding<short>(),
        [typeof(ushort)] = new WholeNumberBinding<ushort>(),
        [typeof(int)] = new WholeNumberBinding<int>(),
        [typeof(uint)] = new WholeNumberBinding<uint>(),
        [typeof(long)] = new WholeNumberBinding<long>(),
        [typeof(ulong)] = new WholeNumberBinding<ulong>(),
        [typeof(BigInteger)] = new ScalarBinding("a whole number", "integer", static node => NumberText.WholeOf(node)),
        [typeof(double)] = new ScalarBinding("a number", "number", static node => NumberText.DoubleOf(node)),
        [typeof(float)] = new ScalarBinding("a number", "number", static node => NumberText.DoubleOf(node) is { } number ? (float)number : null),
        [typeof(decimal)] = new ScalarBinding("a number", "number", static node => NumberText.DecimalOf(node)),
        [typeof(TimeSpan)] = new ScalarBinding("a time in seconds, or a text such as \"5s\", \"1m30s\" or \"00:05:00\"", "string", static node => TimeText.Of(node)),
        [typeof(DateTimeOffset)] = new ScalarBinding(
            "a date and time as ISO 8601 writes it, such as \"2026-03-04T05:06:07Z\"",
            "string",
            static node => DateTimeOffset.TryParse(Value.AsText(node), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null),
        [typeof(DateTime)] = new ScalarBinding(
            "a date and time as ISO 8601 writes it, such as \"2026-03-04T05:06:07Z\"",
            "string",
            static node => DateTime.TryParse(Value.AsText(node), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment) ? moment : null),
        [typeof(Uri)] = new ScalarBinding("an address", "string", static node => Uri.TryCreate(Value.AsText(node), UriKind.RelativeOrAbsolute, out var address) ? address : null),
        [typeof(byte[])] = new ScalarBinding("a text", "byte", static node => Value.AsBytes(node) ?? (Value.AsText(node) is { } text ? Encoding.UTF8.GetBytes(text) : null)),
        [typeof(object)] = new ScalarBinding("a value", "object", TypeBindings.Plain),
        [typeof(JsonNode)] = new ScalarBinding("a value", "object", static node => node),
        [typeof(JsonValue)] = new ScalarBinding("a text, a number, true or false", "object", static node => node as JsonValue),
        [typeof(JsonObject)] = new ScalarBinding("an object", "mapping", static node => node as JsonObject),
        [typeof(JsonArray)] = new ScalarBinding("a list", "list", static node => node as JsonArray),
        [typeof(JsonElement)] = new ScalarBinding("a value", "object", static node => JsonElement.Parse(JsonText.BytesOf(node))),
    };

    public static TypeBinding? Find(Type type) => Known.GetValueOrDefault(type);

    private static string? TextOf(JsonNode? node) => Value.AsText(node) ?? (Value.AsBytes(node) is { } bytes ? Encoding.UTF8.GetString(bytes) : null);
}

/// <summary>A type that is made by one function, which gives null for what it cannot use.</summary>
internal sealed class ScalarBinding(string expected, string portableType, Func<JsonNode?, object?> make) : TypeBinding
{
    public override string Expected => expected;

    public override string PortableType => portableType;

    public override object Bind(JsonNode value, BindingPath path, NullabilityInfo? nullability) => make(value) ?? throw Wrong(path);
}

/// <summary>A whole number of a type with bounds.</summary>
internal sealed class WholeNumberBinding<T> : TypeBinding where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    private static readonly BigInteger Least = BigInteger.CreateChecked(T.MinValue);
    private static readonly BigInteger Most = BigInteger.CreateChecked(T.MaxValue);

    public override string Expected => "a whole number";

    public override string PortableType => "integer";

    public override object Bind(JsonNode value, BindingPath path, NullabilityInfo? nullability)
    {
        var number = NumberText.WholeOf(value) ?? throw Wrong(path);
        return number >= Least && number <= Most ? T.CreateChecked(number) : throw new BindingException(path, $"must be a whole number from {Least} to {Most}");
    }
}
