using System.Text.Json.Nodes;

namespace ChaosToolkit.Providers;

/// <summary>An activity that is about to be carried out.</summary>
/// <param name="Activity">The activity as it stands in the document, not substituted.</param>
/// <param name="Provider">Its provider as it stands in the document, not substituted.</param>
/// <param name="Configuration">The resolved configuration; live, code may be handed it.</param>
/// <param name="Secrets">The resolved secrets by scope; live. Code is handed only the scopes that the provider lists.</param>
/// <param name="InBackground">Whether it runs beside the foreground of the run.</param>
public sealed record ActivityCall(JsonObject Activity, JsonObject Provider, JsonObject Configuration, JsonObject Secrets, bool InBackground = false)
{
    /// <summary>Arguments that stand instead of, or beside, the provider's own after substitution: the <c>value</c> that a tolerance hands to its probe.</summary>
    public JsonObject? ExtraArguments { get; init; }

    /// <summary>
    /// Whether what the activity does is to stay when the run has ended: it is part of the rollbacks or takes something back, or its <c>undo</c> is an empty list, or nothing is taken back
    /// (<c>--no-undo</c>). False by default.
    /// </summary>
    public bool IsLasting { get; init; }

    /// <summary>The activity's name; empty where it has none.</summary>
    public string Name => Values.Value.AsText(Activity["name"]) ?? "";

    /// <summary>Whether the activity carries a tolerance, which silences the warnings about what it returned.</summary>
    public bool HasTolerance => Activity.ContainsKey("tolerance");
}
