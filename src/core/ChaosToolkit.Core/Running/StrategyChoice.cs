using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Running;

/// <summary>Which strategies count: the settings', replaced as a whole by a non-empty <c>runtime</c> of the experiment, then the command line's one by one.</summary>
internal static class StrategyChoice
{
    /// <exception cref="InvalidExperimentException">A strategy has a name that is not known.</exception>
    public static (HypothesisStrategy Hypothesis, RollbackStrategy Rollbacks, JsonObject Settings) Of(
        JsonObject experiment, JsonObject? settings, RunOptions options)
    {
        var runtime = experiment["runtime"] is JsonObject { Count: > 0 } own ? own : settings?["runtime"] as JsonObject;
        var hypothesis = options.HypothesisStrategy ?? Find(Strategies.Hypothesis, NameIn(runtime, "hypothesis"), "hypothesis strategy");
        var rollbacks = options.RollbackStrategy ?? Find(Strategies.Rollbacks, NameIn(runtime, "rollbacks"), "rollback strategy");

        var seen = settings?.DeepClone() as JsonObject ?? [];
        var seenRuntime = seen["runtime"] as JsonObject;
        if (seenRuntime is null)
        {
            seen["runtime"] = seenRuntime = [];
        }

        Put(seenRuntime, "hypothesis", hypothesis == HypothesisStrategy.Continuously ? "continuously" : Strategies.NameOf(hypothesis));
        Put(seenRuntime, "rollbacks", Strategies.NameOf(rollbacks));
        return (hypothesis, rollbacks, seen);
    }

    private static string NameIn(JsonObject? runtime, string member) => Value.AsText((runtime?[member] as JsonObject)?["strategy"]) ?? "default";

    private static void Put(JsonObject runtime, string member, string name)
    {
        if (runtime[member] is not JsonObject section)
        {
            runtime[member] = section = [];
        }

        section["strategy"] = name;
    }

    private static T Find<T>(IReadOnlyDictionary<string, T> known, string name, string what) => known.TryGetValue(name, out var strategy)
        ? strategy
        : throw new InvalidExperimentException($"There is no {what} '{name}'. Known: {string.Join(", ", known.Keys)}.");
}
