using System.Text.Json.Nodes;

namespace ChaosToolkit.JsonPath.Conditions;

/// <summary><c>a or b</c>, <c>a || b</c>.</summary>
internal sealed record AnyOf(IReadOnlyList<ICondition> Conditions) : ICondition
{
    public bool Holds(Evaluation evaluation, JsonNode? current) => Conditions.Any(condition => condition.Holds(evaluation, current));

    public static ICondition Of(IReadOnlyList<ICondition> conditions) => conditions is [var only] ? only : new AnyOf(conditions);
}
