using System.Text.Json.Nodes;
using ChaosToolkit.JsonPath.Conditions;
using ChaosToolkit.JsonPath.Selectors;

namespace ChaosToolkit.JsonPath.Rfc9535;

/// <summary><c>[?@.a]</c>: the members or elements of which the condition holds.</summary>
internal sealed record ChildFilterSelector(ICondition Condition) : ISelector
{
    public void Select(Evaluation evaluation, JsonNode? node, List<JsonNode?> found) =>
        found.AddRange(Children.Of(node).Where(child => Condition.Holds(evaluation, child)));
}
