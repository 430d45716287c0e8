using System.Text.Json.Nodes;

namespace ChaosToolkit.Cli.Wizard;

/// <summary>An activity that a discovery document offers.</summary>
internal sealed record DiscoveredActivity
{
    /// <summary><c>probe</c> or <c>action</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Its name, which is its function's.</summary>
    public required string Name { get; init; }

    /// <summary>The module of its function.</summary>
    public required string Module { get; init; }

    /// <summary>The provider that carries it out: <c>python</c> when the document names none.</summary>
    public required string Provider { get; init; }

    /// <summary>What its author says about it; empty when nothing.</summary>
    public required string About { get; init; }

    /// <summary>Its arguments, without those that the engine gives.</summary>
    public required IReadOnlyList<DiscoveredArgument> Arguments { get; init; }
}

/// <summary>An argument of an activity.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type's portable name; <see langword="null"/> when none is known.</param>
/// <param name="HasDefault">Whether it may be left out.</param>
/// <param name="Default">The value it then has.</param>
internal sealed record DiscoveredArgument(string Name, string? Type, bool HasDefault, JsonNode? Default);
