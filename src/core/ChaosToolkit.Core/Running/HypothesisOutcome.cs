using System.Text.Json.Nodes;
using ChaosToolkit.Journaling;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Running;

/// <summary>What a run makes of the state of a hypothesis that was not met.</summary>
internal static class HypothesisOutcome
{
    public static bool IsUnmet(JsonObject? state) => state is not null && !PythonComparison.IsTrue(state["steady_state_met"]);

    public static string LastProbeOf(JsonObject state) => PythonText.Of(((LastEntryOf(state)?["activity"]) as JsonObject)?["name"]);

    /// <summary>Tells of the probe, and sets the status that it leads to: failed when it could not be evaluated, completed otherwise.</summary>
    public static void Tell(RunContext run, JsonObject state, IReadOnlyList<string> explanation)
    {
        run.Log.StatusBecomes(Value.AsText(LastEntryOf(state)?["status"]) == "failed" ? JournalStatus.Failed : JournalStatus.Completed);
        LogDetails.Write(
            run.Logger,
            LogLevel.Critical,
            $"Steady state probe '{LastProbeOf(state)}' is not in the given tolerance so failing this experiment",
            explanation);
    }

    private static JsonObject? LastEntryOf(JsonObject state) => (state["probes"] as JsonArray)?.LastOrDefault() as JsonObject;
}
