using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos init</c>: asks what an experiment shall be, and writes it.</summary>
internal sealed class InitCommand : ChaosCommand
{
    private readonly Option<string?> discoveryPath = CommandLineOptions.Value(
        InitArguments.DiscoveryOption, "FILE", "The discovery document to choose activities from; discovery.json, if there is one, when not given.");
    private readonly Option<string?> experimentPath = CommandLineOptions.Value(
        InitArguments.ExperimentOption, "FILE", "Where to write the experiment, .json or .yaml; experiment.json when not given. A file that is there is overwritten.");

    public InitCommand() : base("init", "Write an experiment by answering questions.")
    {
        Add(discoveryPath);
        Add(experimentPath);
    }

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        var options = new InitArguments { DiscoveryPath = parse.Last(discoveryPath), ExperimentPath = parse.Last(experimentPath) ?? "experiment.json" };
        if (Path.GetExtension(options.ExperimentPath).ToUpperInvariant() is not (".JSON" or ".YAML" or ".YML"))
        {
            throw new UsageException($"{InitArguments.ExperimentOption} must end in .json or .yaml, '{options.ExperimentPath}' does not.");
        }

        return (context, cancellationToken) => InitExperiment.RunAsync(options, context, cancellationToken);
    }
}
