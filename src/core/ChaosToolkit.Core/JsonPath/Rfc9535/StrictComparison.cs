using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.JsonPath.Rfc9535;

/// <summary>Comparison with JSON's types: <c>true</c> is not 1, but 1 is 1.0.</summary>
internal static class StrictComparison
{
    public static bool AreEqual(Scalar left, Scalar right) =>
        left.Exists == right.Exists && (!left.Exists || AreEqual(left.Node, right.Node));

    /// <summary>Whether the left one is less: of two numbers, or of two texts by code point.</summary>
    public static bool IsLess(Scalar left, Scalar right) =>
        left.Exists && right.Exists
        && AreOfOneOrder(left.Node, right.Node)
        && PythonComparison.Compare(left.Node, right.Node) < 0;

    private static bool AreOfOneOrder(JsonNode? left, JsonNode? right) =>
        (Value.IsNumber(left) && Value.IsNumber(right)) || (Value.KindOf(left) == ValueKind.Text && Value.KindOf(right) == ValueKind.Text);

    private static bool AreEqual(JsonNode? left, JsonNode? right)
    {
        if (Value.IsNumber(left) && Value.IsNumber(right))
        {
            return PythonComparison.AreEqual(left, right);
        }

        return (left, right) switch
        {
            (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second)),
            (JsonObject a, JsonObject b) => a.Count == b.Count && a.All(member => b.TryGetPropertyValue(member.Key, out var other) && AreEqual(member.Value, other)),
            _ => Value.KindOf(left) == Value.KindOf(right) && PythonComparison.AreEqual(left, right),
        };
    }
}
