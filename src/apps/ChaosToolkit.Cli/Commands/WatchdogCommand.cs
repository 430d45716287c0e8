using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Recovery;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos watchdog FOLDER</c>, which runs start themselves: by the time it gets here, the runner is dead or dying.</summary>
internal sealed class WatchdogCommand : ChaosCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), Step = TimeSpan.FromMilliseconds(20);

    private readonly Argument<string> folder = new("FOLDER") { Description = "The run's folder." };

    public WatchdogCommand() : base(Watchdog.Command, "Take back what a run did when its process dies.")
    {
        Hidden = true;
        Add(folder);
    }

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        var path = parse.GetRequiredValue(folder);
        return (context, cancellationToken) => RunAsync(path, context, cancellationToken);
    }

    private static async Task<int> RunAsync(string path, CliContext context, CancellationToken cancellationToken)
    {
        var logger = context.Loggers.CreateLogger("ChaosToolkit.Cli.watchdog");
        logger.LogWarning("The runner is gone without having ended its run");

        // The pipe is closed a moment before the process is gone.
        var waited = TimeSpan.Zero;
        while (Runs.RunFolders.IsHeld(path) && waited < Patience)
        {
            await Task.Delay(Step, context.Time, cancellationToken);
            waited += Step;
        }

        return await RecoverRuns.RecoverAsync(path, new RecoveryOptions("watchdog"), context, logger, cancellationToken);
    }
}
