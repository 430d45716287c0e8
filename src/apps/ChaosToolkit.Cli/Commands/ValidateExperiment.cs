namespace ChaosToolkit.Cli.Commands;

/// <summary>Validates the experiment that a command line names.</summary>
internal static class ValidateExperiment
{
    public static Task<int> RunAsync(ValidateOptions options, CliContext context, CancellationToken cancellationToken) =>
        throw new ChaosException($"The engine that would validate '{options.Source}' is not part of this build.");
}
