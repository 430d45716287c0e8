using ChaosToolkit.Values;

namespace ChaosToolkit.JsonPath.Rfc9535.Functions;

/// <summary>Whether the whole text matches an I-Regexp (RFC 9485).</summary>
[Function("match")]
internal sealed class MatchFunction : ITestFunction
{
    public IReadOnlyList<ParameterType> Parameters { get; } = [ParameterType.Value, ParameterType.Value];

    public bool Call(Evaluation evaluation, IReadOnlyList<Argument> arguments) =>
        Value.AsText(arguments[0].Value.Node) is { } text
        && Value.AsText(arguments[1].Value.Node) is { } pattern
        && evaluation.Patterns.Matches(text, pattern, whole: true);
}
