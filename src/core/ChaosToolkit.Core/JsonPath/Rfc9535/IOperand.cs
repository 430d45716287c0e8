using System.Text.Json.Nodes;

namespace ChaosToolkit.JsonPath.Rfc9535;

/// <summary>One side of a comparison, or an argument of a function that takes a value.</summary>
internal interface IOperand
{
    Scalar ValueOf(Evaluation evaluation, JsonNode? current);
}

/// <summary>A value written in the path.</summary>
internal sealed record Literal(JsonNode? Value) : IOperand
{
    public Scalar ValueOf(Evaluation evaluation, JsonNode? current) => Scalar.Of(Value);
}

/// <summary>A path that matches one value at most.</summary>
internal sealed record SingularPath(PathNode Path) : IOperand
{
    public Scalar ValueOf(Evaluation evaluation, JsonNode? current) => Scalar.OnlyOf(Path.Select(evaluation, current));
}
