using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Verdicts;

/// <summary>One check of the hypothesis as it stands in the journal.</summary>
/// <param name="State">The state.</param>
/// <param name="Where">Where it stands.</param>
/// <param name="When">When it was checked, in words.</param>
internal sealed record HypothesisState(JsonObject State, string Where, string When)
{
    public bool IsMet => PythonComparison.IsTrue(State["steady_state_met"]);

    /// <summary>Whether it is not met because its last probe gave nothing that could be judged.</summary>
    public bool IsUnknown => !IsMet && Last is null or { HasFailed: true } or { Status: null };

    /// <summary>Whether it was judged, and did not hold.</summary>
    public bool IsRefuted => !IsMet && !IsUnknown;

    /// <summary>The probes that a control had left out.</summary>
    public IEnumerable<PlayedActivity> Bypassed =>
        (State["probes"] as JsonArray ?? []).Index().Where(item => item.Item is JsonObject).Select(item => new PlayedActivity((JsonObject)item.Item!, $"{Where}/probes", item.Index)) // Where looked
            .Where(probe => probe.IsBypassed);

    public PlayedActivity? Last
    {
        get
        {
            var probes = State["probes"] as JsonArray ?? [];
            return probes.LastOrDefault() is JsonObject entry ? new PlayedActivity(entry, $"{Where}/probes", probes.Count - 1) : null;
        }
    }

    /// <summary>Why it was not met.</summary>
    public VerdictReason ToReason()
    {
        var where = Last?.Where ?? Where;
        if (IsUnknown)
        {
            return Last is null
                ? new($"The steady-state hypothesis was not evaluated {When}", where, true, null)
                : new($"The probe '{Last.Name}' could not be evaluated {When}", where, "succeeded", Last.Status is { } status ? Value.Text(status) : null);
        }

        var explanation = Last?.Entry["explanation"] as JsonObject;
        var difference = Value.AsText(explanation?["difference"]) is { } text ? $": {text}" : "";
        return new(
            $"The probe '{Last?.Name}' was not within its tolerance {When}{difference}",
            where,
            explanation is null ? Last?.Declaration["tolerance"] : explanation["expected"],
            explanation is null ? Last?.Entry["output"] : explanation["observed"]);
    }
}
