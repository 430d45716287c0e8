namespace ChaosToolkit.Cli.Commands;

/// <summary>The command line of <c>chaos discover</c>.</summary>
internal sealed record DiscoverArguments
{
    public const string PathOption = "--discovery-path";

    /// <summary>The package.</summary>
    public required string Package { get; init; }

    /// <summary>Whether the system that the package talks to is looked at. The default is true.</summary>
    public bool SystemInfo { get; init; } = true;

    /// <summary>Whether the package may be installed first. The default is true.</summary>
    public bool Install { get; init; } = true;

    /// <summary>Where the discovery document is written. The default is <c>./discovery.json</c>.</summary>
    public string DiscoveryPath { get; init; } = "./discovery.json";
}
