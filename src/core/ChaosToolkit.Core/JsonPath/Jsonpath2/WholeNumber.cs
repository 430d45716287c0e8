using System.Numerics;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.JsonPath.Jsonpath2;

/// <summary>What Python takes for an <c>int</c>: integers, and booleans as 0 and 1, but no float, not even 2.0.</summary>
internal static class WholeNumber
{
    public static BigInteger? Of(JsonNode? node) => Value.KindOf(node) switch
    {
        ValueKind.Integer => Value.AsInteger(node),
        ValueKind.Boolean => Value.AsBoolean(node) == true ? 1 : 0,
        _ => null,
    };
}
