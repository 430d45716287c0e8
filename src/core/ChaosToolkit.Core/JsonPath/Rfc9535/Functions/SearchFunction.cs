using ChaosToolkit.Values;

namespace ChaosToolkit.JsonPath.Rfc9535.Functions;

/// <summary>Whether a part of the text matches an I-Regexp (RFC 9485).</summary>
[Function("search")]
internal sealed class SearchFunction : ITestFunction
{
    public IReadOnlyList<ParameterType> Parameters { get; } = [ParameterType.Value, ParameterType.Value];

    public bool Call(Evaluation evaluation, IReadOnlyList<Argument> arguments) =>
        Value.AsText(arguments[0].Value.Node) is { } text
        && Value.AsText(arguments[1].Value.Node) is { } pattern
        && evaluation.Patterns.Matches(text, pattern, whole: false);
}
