using System.Text.Json.Nodes;
using ChaosToolkit.Loading;
using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

/// <summary>The shorthand <c>{"status": 200}</c>: an object without a type, each of whose members must equal the output's, a list meaning "one of".</summary>
/// <remarks>Of <c>headers</c> only those that are named count, whatever their letter case.</remarks>
internal sealed class MembersTolerance : ITolerance
{
    private static readonly string[] KnownMembers = ["status", "headers", "body", "stdout", "stderr"];

    /// <summary>The members that the shorthand may have.</summary>
    public static IReadOnlyList<string> Names => KnownMembers;

    /// <summary>Whether an object is the shorthand.</summary>
    public static bool Is(JsonObject tolerance) => tolerance.Count > 0 && !tolerance.ContainsKey("type") && tolerance.All(member => KnownMembers.Contains(member.Key));

    public ValueTask ValidateAsync(DocumentNode tolerance, ToleranceValidation validation, CancellationToken cancellationToken)
    {
        var shape = OutputShape.Of(tolerance.Parent);
        foreach (var (key, member) in tolerance.Members)
        {
            if (shape?.Contains(key) == false)
            {
                validation.Context.Report(ToleranceDiagnostics.UnknownTarget(member, shape));
            }
            else if (member.Value is JsonArray { Count: 0 })
            {
                validation.Context.Report(ToleranceDiagnostics.EmptyList(member));
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<ToleranceResult> CheckAsync(JsonNode? tolerance, JsonNode? output, ToleranceContext context, CancellationToken cancellationToken)
    {
        foreach (var (key, expected) in (JsonObject)tolerance!) // given by kind
        {
            if (output is not JsonObject members || !members.TryGetPropertyValue(key, out var observed))
            {
                return ValueTask.FromResult(ToleranceResult.NotMet(
                    expected, output, "$", $"expected the output to have a member '{key}', observed {ToleranceExplanation.InWords(output)}"));
            }

            if (Compare(key, expected, observed) is { } result)
            {
                return ValueTask.FromResult(result);
            }
        }

        return ValueTask.FromResult(ToleranceResult.Met);
    }

    private static ToleranceResult? Compare(string key, JsonNode? expected, JsonNode? observed)
    {
        if (key == "headers" && expected is JsonObject headers)
        {
            foreach (var (name, wanted) in headers)
            {
                var found = (observed as JsonObject)?.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
                if (!Accepts(wanted, found))
                {
                    return NotMet(wanted, found, $"$.headers['{name}']", $"the header '{name}'");
                }
            }

            return null;
        }

        return Accepts(expected, observed) ? null : NotMet(expected, observed, $"$.{key}", $"the {key}");
    }

    private static bool Accepts(JsonNode? expected, JsonNode? observed) =>
        expected is JsonArray list ? list.Any(value => PythonComparison.AreEqual(value, observed)) : PythonComparison.AreEqual(expected, observed);

    private static ToleranceResult NotMet(JsonNode? expected, JsonNode? observed, string path, string name) =>
        ToleranceResult.NotMet(
            expected, observed, path,
            $"expected {name} to be {(expected is JsonArray ? "one of " : "")}{ToleranceExplanation.InWords(expected)}, observed {ToleranceExplanation.InWords(observed)}");
}
