using System.Text.Json.Nodes;

namespace ChaosToolkit.JsonPath.Conditions;

/// <summary><c>not a</c>, <c>!a</c>.</summary>
internal sealed record Negation(ICondition Condition) : ICondition
{
    public bool Holds(Evaluation evaluation, JsonNode? current) => !Condition.Holds(evaluation, current);
}
