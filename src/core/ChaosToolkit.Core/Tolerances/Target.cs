using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

/// <summary>The part of an output that a tolerance looks at: the member that <c>target</c> names, or all of it where there is none of that name.</summary>
/// <param name="Observed">The value to look at.</param>
/// <param name="Path">Where it stands in the output.</param>
/// <param name="Name">How to speak of it: <c>the stdout</c>, <c>the output</c>.</param>
internal readonly record struct Target(JsonNode? Observed, string Path, string Name)
{
    public static Target Of(JsonNode? tolerance, JsonNode? output) =>
        Value.AsText((tolerance as JsonObject)?["target"]) is { Length: > 0 } target && output is JsonObject members && members.TryGetPropertyValue(target, out var member)
            ? new Target(member, $"$.{target}", $"the {target}")
            : new Target(output, "$", "the output");

    /// <summary>The member <c>status</c> of an output that has one, else all of it: what a number and a list look at.</summary>
    public static Target StatusOf(JsonNode? output) =>
        output is JsonObject members && members.TryGetPropertyValue("status", out var status) ? new Target(status, "$.status", "the status") : new Target(output, "$", "the output");

    /// <summary>Its text, bytes read as UTF-8; <see langword="null"/> when it is of another kind.</summary>
    public string? Text => Value.AsText(Observed) ?? (Value.AsBytes(Observed) is { } bytes ? Encoding.UTF8.GetString(bytes) : null);
}
