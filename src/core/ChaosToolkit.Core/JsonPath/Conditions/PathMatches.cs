using System.Text.Json.Nodes;

namespace ChaosToolkit.JsonPath.Conditions;

/// <summary>A path alone: whether it matches anything, be it null or false.</summary>
internal sealed record PathMatches(PathNode Path) : ICondition
{
    public bool Holds(Evaluation evaluation, JsonNode? current) => Path.Select(evaluation, current).Count > 0;
}
