using System.Text.Json.Nodes;

namespace ChaosToolkit.JsonPath.Rfc9535;

/// <summary>A value or Nothing, which is not null: what a missing member is, and a function without a result.</summary>
internal readonly record struct Scalar(bool Exists, JsonNode? Node)
{
    public static Scalar Nothing => default;

    public static Scalar Of(JsonNode? node) => new(true, node);

    /// <summary>The only node, or Nothing where there are none or several.</summary>
    public static Scalar OnlyOf(IReadOnlyList<JsonNode?> nodes) => nodes is [var only] ? Of(only) : Nothing;
}
