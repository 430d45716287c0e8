using System.Text.Json.Nodes;

namespace ChaosToolkit.JsonPath.Jsonpath2;

/// <summary>A side of a comparison or an argument of a function: a path, which stands for all that it matches, or else a value.</summary>
internal sealed record Term(PathNode? Path, JsonNode? Value)
{
    public IReadOnlyList<JsonNode?> ValuesOf(Evaluation evaluation, JsonNode? current) => Path?.Select(evaluation, current) ?? [Value];
}
