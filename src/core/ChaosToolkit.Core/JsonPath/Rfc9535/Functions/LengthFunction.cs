using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.JsonPath.Rfc9535.Functions;

/// <summary>The characters of a text, the elements of a list, the members of an object.</summary>
[Function("length")]
internal sealed class LengthFunction : IValueFunction
{
    public IReadOnlyList<ParameterType> Parameters { get; } = [ParameterType.Value];

    public Scalar Call(Evaluation evaluation, IReadOnlyList<Argument> arguments) => arguments[0].Value.Node switch
    {
        JsonArray items => Scalar.Of(items.Count),
        JsonObject members => Scalar.Of(members.Count),
        var node => Value.AsText(node) is { } text ? Scalar.Of(CodePoints.CountOf(text)) : Scalar.Nothing,
    };
}
