using System.Text.Json.Nodes;
using ChaosToolkit.JsonPath.Conditions;
using ChaosToolkit.Values;

namespace ChaosToolkit.JsonPath.Jsonpath2;

/// <summary><c>@.a != 1</c> and its kin: whether any pair of values of the two sides compares so, thus never where a side has none.</summary>
internal sealed record PairComparison(Term Left, string Operator, Term Right) : ICondition
{
    public bool Holds(Evaluation evaluation, JsonNode? current)
    {
        var right = Right.ValuesOf(evaluation, current);
        return Left.ValuesOf(evaluation, current).Any(a => right.Any(b => Compares(a, b)));
    }

    private bool Compares(JsonNode? left, JsonNode? right) => Operator switch
    {
        "=" => PythonComparison.AreEqual(left, right),
        "!=" => !PythonComparison.AreEqual(left, right),
        _ when !IsNumeric(left) || !IsNumeric(right) => false,
        "<" => PythonComparison.Compare(left, right) < 0,
        "<=" => PythonComparison.Compare(left, right) <= 0,
        ">" => PythonComparison.Compare(left, right) > 0,
        _ => PythonComparison.Compare(left, right) >= 0,
    };

    // A boolean is a number to Python.
    private static bool IsNumeric(JsonNode? node) => Value.KindOf(node) is ValueKind.Boolean or ValueKind.Integer or ValueKind.Float;
}
