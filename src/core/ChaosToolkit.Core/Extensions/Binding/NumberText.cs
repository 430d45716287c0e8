using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Extensions.Binding;

/// <summary>Numbers of documents, also those that came as text.</summary>
internal static class NumberText
{
    // Above it a double skips whole numbers.
    private const double MostExact = 9007199254740992;

    public static BigInteger? WholeOf(JsonNode? node) => Value.KindOf(node) switch
    {
        ValueKind.Integer => Value.AsInteger(node),
        ValueKind.Float when Value.AsDouble(node) is { } number && double.IsInteger(number) && Math.Abs(number) <= MostExact => new BigInteger(number),
        ValueKind.Text when BigInteger.TryParse(Value.AsText(node), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    public static double? DoubleOf(JsonNode? node) =>
        Value.AsDouble(node) ?? (double.TryParse(Value.AsText(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null);

    public static decimal? DecimalOf(JsonNode? node)
    {
        var text = Value.IsNumber(node) ? node?.ToJsonString() : Value.AsText(node);
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
