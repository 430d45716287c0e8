namespace ChaosToolkit.JsonPath.Rfc9535.Functions;

/// <summary>The only value that a path matches; Nothing where it matches none or several.</summary>
[Function("value")]
internal sealed class ValueFunction : IValueFunction
{
    public IReadOnlyList<ParameterType> Parameters { get; } = [ParameterType.Nodes];

    public Scalar Call(Evaluation evaluation, IReadOnlyList<Argument> arguments) => Scalar.OnlyOf(arguments[0].Nodes);
}
