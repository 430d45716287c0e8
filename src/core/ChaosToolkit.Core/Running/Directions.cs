using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Running;

/// <summary>What built-in controls decided of activities that are about to be played, or were just played.</summary>
internal sealed class Directions
{
    /// <summary>The member of an activity in the journal that counts its repetitions, from 1.</summary>
    public const string IterationMember = "iteration_index";

    private readonly ConditionalWeakTable<JsonObject, string> bypassed = [];
    private readonly ConditionalWeakTable<JsonObject, object> repeated = [];

    /// <summary>The activity is to be announced and recorded, but not carried out.</summary>
    public void Bypass(JsonObject activity, string reason) => bypassed.AddOrUpdate(activity, reason);

    /// <summary>Why the activity is not to be carried out this time; <see langword="null"/> when it is.</summary>
    public string? TakeBypass(JsonObject activity) => bypassed.TryGetValue(activity, out var reason) && bypassed.Remove(activity) ? reason : null;

    /// <summary>The activity is to be played once more, right after this time.</summary>
    public void Repeat(JsonObject activity) => repeated.AddOrUpdate(activity, activity);

    /// <summary>Whether the activity is to be played once more.</summary>
    public bool TakeRepetition(JsonObject activity) => repeated.Remove(activity);
}
