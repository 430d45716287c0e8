namespace ChaosToolkit.JsonPath.Rfc9535.Functions;

/// <summary>How many values a path matches.</summary>
[Function("count")]
internal sealed class CountFunction : IValueFunction
{
    public IReadOnlyList<ParameterType> Parameters { get; } = [ParameterType.Nodes];

    public Scalar Call(Evaluation evaluation, IReadOnlyList<Argument> arguments) => Scalar.Of(arguments[0].Nodes.Count);
}
