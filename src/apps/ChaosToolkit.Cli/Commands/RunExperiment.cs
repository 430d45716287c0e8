namespace ChaosToolkit.Cli.Commands;

/// <summary>Runs the experiment that a command line names.</summary>
internal static class RunExperiment
{
    public static Task<int> RunAsync(RunOptions options, CliContext context, CancellationToken cancellationToken) =>
        throw new ChaosException($"The engine that would run '{options.Source}' is not part of this build.");
}
