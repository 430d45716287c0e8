using System.Text.Json.Nodes;
using ChaosToolkit.JsonPath.Conditions;
using ChaosToolkit.JsonPath.Selectors;

namespace ChaosToolkit.JsonPath.Jsonpath2;

/// <summary><c>[?(@.a)]</c>: the value itself, where the condition holds of it.</summary>
internal sealed record ValueFilterSelector(ICondition Condition) : ISelector
{
    public void Select(Evaluation evaluation, JsonNode? node, List<JsonNode?> found)
    {
        if (Condition.Holds(evaluation, node))
        {
            found.Add(node);
        }
    }
}
