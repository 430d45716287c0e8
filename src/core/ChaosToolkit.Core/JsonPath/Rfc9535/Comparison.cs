using System.Text.Json.Nodes;
using ChaosToolkit.JsonPath.Conditions;

namespace ChaosToolkit.JsonPath.Rfc9535;

/// <summary><c>@.a &lt; 1</c> and its kin.</summary>
internal sealed record Comparison(IOperand Left, string Operator, IOperand Right) : ICondition
{
    public bool Holds(Evaluation evaluation, JsonNode? current)
    {
        var (left, right) = (Left.ValueOf(evaluation, current), Right.ValueOf(evaluation, current));
        return Operator switch
        {
            "==" => StrictComparison.AreEqual(left, right),
            "!=" => !StrictComparison.AreEqual(left, right),
            "<" => StrictComparison.IsLess(left, right),
            "<=" => StrictComparison.IsLess(left, right) || StrictComparison.AreEqual(left, right),
            ">" => StrictComparison.IsLess(right, left),
            _ => StrictComparison.IsLess(right, left) || StrictComparison.AreEqual(left, right),
        };
    }
}
