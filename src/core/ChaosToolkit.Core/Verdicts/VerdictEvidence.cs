using System.Text.Json.Nodes;
using ChaosToolkit.Running;
using ChaosToolkit.Values;

namespace ChaosToolkit.Verdicts;

/// <summary>What a verdict is found from: the journal, which controls may have changed in any way, and what it does not tell.</summary>
/// <param name="Journal">The journal, with the members <c>undo</c>, <c>restoration</c> and <c>effect</c> where there are any.</param>
/// <param name="Strategy">When the hypothesis was to be checked.</param>
/// <param name="Dry">What was left out.</param>
public sealed record VerdictEvidence(JsonObject Journal, HypothesisStrategy Strategy, DryMode Dry)
{
    private readonly Dictionary<string, IReadOnlyList<PlayedActivity>> played = new(StringComparer.Ordinal);

    internal string? Status => Value.AsText(Journal["status"]);

    internal bool HasHypothesis => Journal["experiment"] is JsonObject experiment && HypothesisCheck.IsDeclared(experiment);

    /// <summary>The check before the method; <see langword="null"/> when there was none.</summary>
    internal HypothesisState? Gate => State("before");

    /// <summary>The checks during and after the method, in order.</summary>
    internal IEnumerable<HypothesisState> Proofs
    {
        get
        {
            var during = (States?["during"] as JsonArray ?? []).OfType<JsonObject>().Select((state, i) => new HypothesisState(state, $"/steady_states/during/{i}", "during the method"));
            return State("after") is { } after ? during.Append(after) : during;
        }
    }

    /// <summary>When the hypothesis was held against the system, in words.</summary>
    internal string MomentsOfProof =>
        string.Join(" and ", ((IEnumerable<HypothesisState?>)[Gate, .. Proofs]).OfType<HypothesisState>().Select(state => state.When).Distinct());

    /// <summary>The hypothesis after undo and rollbacks; <see langword="null"/> when it was not checked.</summary>
    internal HypothesisState? Restoration =>
        Journal["restoration"] is JsonObject state ? new HypothesisState(state, "/restoration", "after everything was taken back") : null;

    /// <summary>The entries of <c>run</c>, <c>rollbacks</c> or <c>undo</c>.</summary>
    internal IReadOnlyList<PlayedActivity> Activities(string list)
    {
        // Each rule looks at them all, and there may be many.
        if (!played.TryGetValue(list, out var activities))
        {
            played[list] = activities = [.. (Journal[list] as JsonArray ?? []).Index().Where(item => item.Item is JsonObject).Select(item => new PlayedActivity((JsonObject)item.Item!, $"/{list}", item.Index))]; // Where looked
        }

        return activities;
    }

    /// <summary>Whether an activity was only rehearsed.</summary>
    internal bool IsLeftOut(PlayedActivity activity) => Value.AsBoolean(activity.Declaration["dry"]) != false && Dry switch
    {
        DryMode.Probes => !activity.IsAction,
        DryMode.Actions => activity.IsAction,
        DryMode.Activities => true,
        _ => false,
    };

    /// <summary>What guards and people decided that ended the run.</summary>
    internal IEnumerable<(JsonObject Entry, string Where)> Endings =>
        (Journal["controls"] as JsonArray ?? []).Index().Where(item => item.Item is JsonObject entry && Value.AsBoolean(entry["ends_run"]) == true)
            .Select(item => ((JsonObject)item.Item!, $"/controls/{item.Index}")); // Where looked

    private JsonObject? States => Journal["steady_states"] as JsonObject;

    private HypothesisState? State(string moment) =>
        States?[moment] is JsonObject state ? new HypothesisState(state, $"/steady_states/{moment}", $"{moment} the method") : null;
}
