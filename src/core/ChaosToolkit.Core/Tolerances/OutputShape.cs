using ChaosToolkit.Loading;

namespace ChaosToolkit.Tolerances;

/// <summary>What is known of a probe's output before it runs: the members of what the providers http and process give.</summary>
internal static class OutputShape
{
    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        ["http"] = ["status", "headers", "body"],
        ["process"] = ["status", "stdout", "stderr"],
    };

    /// <summary>The members of an activity's output; <see langword="null"/> where they are not known.</summary>
    public static IReadOnlyList<string>? Of(DocumentNode? activity) =>
        activity?["provider"]?["type"]?.Text is { } type ? Members.GetValueOrDefault(type) : null;

    /// <summary>Whether an activity's output surely has no status of a provider: it is what code returns, which seldom has one.</summary>
    public static bool HasNoStatus(DocumentNode? activity) => activity?["provider"]?["type"]?.Text is { } type && !Members.ContainsKey(type);
}
