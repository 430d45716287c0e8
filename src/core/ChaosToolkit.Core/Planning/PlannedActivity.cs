using System.Text.Json.Nodes;

namespace ChaosToolkit.Planning;

/// <summary>An activity as a run would carry it out.</summary>
internal sealed record PlannedActivity
{
    /// <summary>Where it is declared: a JSON pointer into the experiment.</summary>
    public required string Pointer { get; init; }

    public required string Name { get; init; }

    /// <summary><c>probe</c> or <c>action</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The <c>provider.type</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>What the provider is given: its members but <c>type</c> and <c>secrets</c>, those of <c>arguments</c> and <c>headers</c> one by one.</summary>
    public required IReadOnlyList<PlannedValue> Arguments { get; init; }

    /// <summary>The scopes of the secrets that it is given.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Whether a dry mode leaves it out.</summary>
    public bool IsLeftOut { get; init; }

    /// <summary>Whether what follows does not wait for it.</summary>
    public bool IsBackground { get; init; }

    /// <summary>The pause before it; <see langword="null"/> without one.</summary>
    public PlannedValue? PauseBefore { get; init; }

    /// <summary>The pause after it; <see langword="null"/> without one.</summary>
    public PlannedValue? PauseAfter { get; init; }

    /// <summary>How long it may take; <see langword="null"/> without a limit.</summary>
    public PlannedValue? Timeout { get; init; }

    public PlannedValue? Tolerance { get; init; }

    /// <summary>Which statuses are success, where the activity says so.</summary>
    public JsonNode? ExpectedStatus { get; init; }

    /// <summary>The probe that looks whether it had an effect.</summary>
    public PlannedActivity? Effect { get; init; }

    /// <summary>Until when an effect must be seen, and how often it is looked for; of effects only.</summary>
    public (PlannedValue Every, PlannedValue Within)? Polling { get; init; }

    /// <summary>What takes it back, in order.</summary>
    public IReadOnlyList<PlannedActivity> Undo { get; init; } = [];

    /// <summary>Of an undo: the action that it takes back.</summary>
    public string? TakesBack { get; init; }

    /// <summary>The controls that are called around it, in order.</summary>
    public IReadOnlyList<string> Controls { get; init; } = [];

    /// <summary>What it is called with, for its provider to plan it; written, not resolved.</summary>
    public required JsonObject Declaration { get; init; }

    /// <summary>The seconds of a value that is a number; <see langword="null"/> where there is none, or it is not known.</summary>
    public static double? SecondsOf(PlannedValue? value) => Values.Value.AsDouble(value?.Value);
}

/// <summary>A part of the run.</summary>
/// <param name="Kind"><c>configuration</c>, <c>hypothesis-before</c>, <c>method</c>, <c>hypothesis-during</c>, <c>hypothesis-after</c>, <c>undo</c>, <c>rollbacks</c> or <c>restoration</c>.</param>
/// <param name="When">When it is played.</param>
/// <param name="Activities">Its activities in order.</param>
/// <param name="Controls">The controls that are called around it as a whole, in order.</param>
internal sealed record PlannedPhase(string Kind, string When, IReadOnlyList<PlannedActivity> Activities, IReadOnlyList<string> Controls)
{
    /// <summary>Whether it is played when all goes well.</summary>
    public bool IsUsual { get; init; } = true;
}

/// <summary>A control that would be called.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Provider">The <c>provider.type</c>.</param>
/// <param name="Module">The <c>provider.module</c>; empty where there is none.</param>
/// <param name="Scope"><c>before</c> or <c>after</c>; <see langword="null"/> for both.</param>
/// <param name="IsGlobal">Whether the settings or a control file have it, not the experiment.</param>
/// <param name="IsGuard">Whether it may end the run to protect the system.</param>
/// <param name="Arguments">What it is given.</param>
/// <param name="Around">What it is called around.</param>
internal sealed record PlannedControl(
    string Name, string Provider, string Module, string? Scope, bool IsGlobal, bool IsGuard, IReadOnlyList<PlannedValue> Arguments, IReadOnlyList<string> Around);
