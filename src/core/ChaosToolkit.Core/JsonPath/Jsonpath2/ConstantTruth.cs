using System.Text.Json.Nodes;
using ChaosToolkit.JsonPath.Conditions;

namespace ChaosToolkit.JsonPath.Jsonpath2;

/// <summary>A value alone as a condition: true or false once and for all.</summary>
internal sealed record ConstantTruth(bool IsTrue) : ICondition
{
    public bool Holds(Evaluation evaluation, JsonNode? current) => IsTrue;
}
