using System.Text.Json.Nodes;

namespace ChaosToolkit.JsonPath.Conditions;

/// <summary>What a filter asks of a value.</summary>
internal interface ICondition
{
    bool Holds(Evaluation evaluation, JsonNode? current);
}
