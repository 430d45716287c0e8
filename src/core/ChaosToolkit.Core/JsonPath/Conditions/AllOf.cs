using System.Text.Json.Nodes;

namespace ChaosToolkit.JsonPath.Conditions;

/// <summary><c>a and b</c>, <c>a &amp;&amp; b</c>.</summary>
internal sealed record AllOf(IReadOnlyList<ICondition> Conditions) : ICondition
{
    public bool Holds(Evaluation evaluation, JsonNode? current) => Conditions.All(condition => condition.Holds(evaluation, current));

    public static ICondition Of(IReadOnlyList<ICondition> conditions) => conditions is [var only] ? only : new AllOf(conditions);
}
