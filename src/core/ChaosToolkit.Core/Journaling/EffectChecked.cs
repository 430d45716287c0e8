using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Journaling;

/// <summary>It was looked whether an action had its effect.</summary>
/// <param name="Time">When that ended.</param>
/// <param name="Activity">The number of the action.</param>
/// <param name="IsMet">Whether the effect was seen.</param>
/// <param name="Attempts">How often it was looked.</param>
/// <param name="Output">What the probe gave last.</param>
public sealed record EffectChecked(DateTimeOffset Time, int Activity, bool IsMet, int Attempts, JsonNode? Output) : RunLogEvent(Time)
{
    /// <summary>The member <c>effect</c> of the action's entry in the journal.</summary>
    public JsonObject ToJson() => new() { ["met"] = IsMet, ["attempts"] = Attempts, ["output"] = ValueCopy.Of(Output) };
}
