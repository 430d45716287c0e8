namespace ChaosToolkit.Cli.Commands;

/// <summary>The command line of <c>chaos init</c>.</summary>
internal sealed record InitArguments
{
    public const string DiscoveryOption = "--discovery-path";

    public const string ExperimentOption = "--experiment-path";

    /// <summary>The discovery document; <see langword="null"/>: <c>discovery.json</c>, if there is one.</summary>
    public string? DiscoveryPath { get; init; }

    /// <summary>Where the experiment is written. The default is <c>experiment.json</c>.</summary>
    public string ExperimentPath { get; init; } = "experiment.json";
}
