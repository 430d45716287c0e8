using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

/// <summary>What is known of a probe's output before it runs: the members of what the providers http and process give.</summary>
internal static class OutputShape
{
    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        ["http"] = ["status", "headers", "body"],
        ["process"] = ["status", "stdout", "stderr"],
    };

    private static readonly Dictionary<string, (int Least, int Most, string Words)> Statuses = new(StringComparer.Ordinal)
    {
        ["http"] = (100, 999, "a whole number such as 200"),
        ["process"] = (-255, 255, "a whole number: 0 when all went well, below 0 for a signal"),
    };

    /// <summary>The members of an activity's output; <see langword="null"/> where they are not known.</summary>
    public static IReadOnlyList<string>? Of(DocumentNode? activity) =>
        activity?["provider"]?["type"]?.Text is { } type ? Members.GetValueOrDefault(type) : null;

    /// <summary>Warns of a value that the status of an activity's output never has.</summary>
    public static void WarnOfStatus(DocumentNode value, DocumentNode? activity, ValidationContext context)
    {
        if (activity?["provider"]?["type"]?.Text is { } type && Statuses.TryGetValue(type, out var possible)
            && !(Value.AsDouble(value.Value) is { } number && possible.Least <= number && number <= possible.Most && number == Math.Floor(number)))
        {
            context.Report(ToleranceDiagnostics.ImpossibleStatus(value, type, possible.Words));
        }
    }

    /// <summary>Whether an activity's output surely has no status of a provider: it is what code returns, which seldom has one.</summary>
    public static bool HasNoStatus(DocumentNode? activity) => activity?["provider"]?["type"]?.Text is { } type && !Members.ContainsKey(type);
}
