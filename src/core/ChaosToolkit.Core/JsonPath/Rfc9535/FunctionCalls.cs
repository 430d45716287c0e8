using System.Text.Json.Nodes;
using ChaosToolkit.JsonPath.Conditions;

namespace ChaosToolkit.JsonPath.Rfc9535;

/// <summary>What a function is given: the one or the other, as its parameter says.</summary>
internal readonly record struct Argument(Scalar Value, IReadOnlyList<JsonNode?> Nodes);

/// <summary>What is written for an argument.</summary>
internal sealed record ArgumentNode(IOperand? Operand, PathNode? Path)
{
    public Argument ValueOf(Evaluation evaluation, JsonNode? current) =>
        new(Operand?.ValueOf(evaluation, current) ?? Scalar.Nothing, Operand is null ? Path?.Select(evaluation, current) ?? [] : []);
}

/// <summary>A call that gives a value.</summary>
internal sealed record ValueCall(IValueFunction Function, IReadOnlyList<ArgumentNode> Arguments) : IOperand
{
    public Scalar ValueOf(Evaluation evaluation, JsonNode? current) => Function.Call(evaluation, [.. Arguments.Select(argument => argument.ValueOf(evaluation, current))]);
}

/// <summary>A call that is true or false.</summary>
internal sealed record TestCall(ITestFunction Function, IReadOnlyList<ArgumentNode> Arguments) : ICondition
{
    public bool Holds(Evaluation evaluation, JsonNode? current) => Function.Call(evaluation, [.. Arguments.Select(argument => argument.ValueOf(evaluation, current))]);
}
