using System.Text.Json.Nodes;

namespace ChaosToolkit.Tolerances;

/// <summary>The judgement of a tolerance.</summary>
/// <param name="IsMet">Whether the output is tolerated.</param>
/// <param name="Explanation">Why not; <see langword="null"/> when it is met.</param>
public sealed record ToleranceResult(bool IsMet, ToleranceExplanation? Explanation)
{
    /// <summary>The output is tolerated.</summary>
    public static ToleranceResult Met { get; } = new(true, null);

    /// <summary>The output is not tolerated.</summary>
    /// <param name="expected">What was wanted; it is copied.</param>
    /// <param name="observed">What there was; it is copied, a long one cut.</param>
    /// <param name="path">Where in the output, as a JSONPath; <c>$</c> for all of it.</param>
    /// <param name="difference">The two in words.</param>
    public static ToleranceResult NotMet(JsonNode? expected, JsonNode? observed, string path, string difference) =>
        new(false, ToleranceExplanation.Of(expected, observed, path, difference));
}
