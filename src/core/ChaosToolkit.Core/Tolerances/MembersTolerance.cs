using System.Text.Json.Nodes;
using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

/// <summary>The shorthand <c>{"status": 200}</c>: an object without a type, each of whose members must equal the output's, a list meaning "one of".</summary>
/// <remarks>Of <c>headers</c> only those that are named count, whatever their letter case.</remarks>
internal sealed class MembersTolerance : ITolerance
{
    /// <summary>The members that the shorthand may have.</summary>
    public static ObjectShape Members { get; } = new(
        "members", "What members of the output must equal; a list means one of its items.",
        new("status", ValueShape.Any, "The status of an HTTP call or a process."),
        new("headers", ValueShape.Any, "The headers of an HTTP call; only those that are named count."),
        new("body", ValueShape.Any, "The body of an HTTP call."),
        new("stdout", ValueShape.Any, "What a process wrote to its standard output."),
        new("stderr", ValueShape.Any, "What a process wrote to its standard error."));

    /// <summary>Whether an object is the shorthand.</summary>
    public static bool Is(JsonObject tolerance) => tolerance.Count > 0 && !tolerance.ContainsKey("type") && tolerance.All(member => Members.Has(member.Key));

    public ValueTask ValidateAsync(DocumentNode tolerance, ToleranceValidation validation, CancellationToken cancellationToken)
    {
        var shape = OutputShape.Of(tolerance.Parent);
        foreach (var (key, member) in tolerance.Members)
        {
            if (shape?.Contains(key) == false)
            {
                validation.Context.Report(ToleranceDiagnostics.UnknownTarget(member, key, shape) with { Span = member.KeySpan });
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
