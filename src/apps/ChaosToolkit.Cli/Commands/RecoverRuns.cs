using ChaosToolkit.Cli.Settings;
using ChaosToolkit.Recovery;
using ChaosToolkit.Running;
using ChaosToolkit.Runs;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Commands;

/// <summary>Recovers, lists or closes runs.</summary>
internal static class RecoverRuns
{
    public static async Task<int> RunAsync(RecoverArguments arguments, CliContext context, CancellationToken cancellationToken)
    {
        var logger = context.Loggers.CreateLogger("ChaosToolkit.Cli.recover");
        if (arguments.List)
        {
            return List(arguments.Root, context);
        }

        if (arguments.Close is { } closed)
        {
            return Close(RunFolders.FindPath(arguments.Root, closed), context, logger);
        }

        if (arguments.Run is { } name)
        {
            return await RecoverAsync(RunFolders.FindPath(arguments.Root, name), arguments, context, logger, cancellationToken);
        }

        var left = RunFolders.FindLeft(arguments.Root);
        if (left.Count == 0)
        {
            logger.LogInformation("Nothing to recover");
            return ExitCode.Success;
        }

        if (left.Count > 1 && !arguments.All)
        {
            throw new ChaosException($"There are {left.Count} runs to recover: {string.Join(", ", left.Select(Path.GetFileName))}. Name one, or recover all with --all.");
        }

        var status = ExitCode.Success;
        foreach (var run in left)
        {
            try
            {
                status = Math.Max(status, await RecoverAsync(run, arguments, context, logger, cancellationToken));
            }
#pragma warning disable CA1031 // whatever is wrong with one run: the others are recovered
            catch (Exception error) when (arguments.All && error is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                logger.LogError(error, "The run '{Id}' is not recovered: {Message}", Path.GetFileName(run), error.Message);
                status = ExitCode.Failure;
            }
        }

        return status;
    }

    /// <summary>Recovers one run, with the folder and the settings it was started with where they still are.</summary>
    public static async Task<int> RecoverAsync(string path, RecoveryOptions options, CliContext context, ILogger logger, CancellationToken cancellationToken)
    {
        var id = Path.GetFileName(path);
        using var memory = RecoveryMemory.For(path);
        using var recovery = RunRecovery.TryTake(path, context.Time);
        if (recovery is null)
        {
            throw new ChaosException($"The run '{id}' still goes on: its process lives. End it first, for instance with Ctrl-C.");
        }

        if (!recovery.HasWork)
        {
            logger.LogInformation("The run '{Id}' has ended and left nothing", id);
            return ExitCode.Success;
        }

        logger.LogInformation("Recovering the run '{Id}'", id);
        if (recovery.Opened is { } opened && Directory.Exists(opened.Folder))
        {
            Environment.CurrentDirectory = opened.Folder;
        }

        var settings = recovery.Opened?.SettingsPath is { } file ? new SettingsFile(file).Load() : null;
        await using var engine = context.NewEngine(recovery.Opened?.Python, settings);
        using var interruption = new RunInterruption(logger);
        using var signals = new RunSignals(interruption);
        using var stop = cancellationToken.Register(() => interruption.Request(InterruptionCause.Interrupt));
        var journal = await recovery.PlayAsync(engine, interruption, options with { KeepsFaults = options.By == "watchdog" && recovery.KeepsFaults });
        logger.LogInformation("{Outcome}", journal is null ? "The run had not started: there is nothing to take back" : $"The journal is '{journal}'");
        return recovery.OpenUndo.Count == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private static Task<int> RecoverAsync(string path, RecoverArguments arguments, CliContext context, ILogger logger, CancellationToken cancellationToken) =>
        RecoverAsync(path, new RecoveryOptions("recover") { PlaysRollbacks = arguments.Rollback }, context, logger, cancellationToken);

    private static int List(string root, CliContext context)
    {
        foreach (var run in RunFolders.Find(root).Where(run => run.Condition is RunCondition.Broken or RunCondition.Open))
        {
            context.Output.WriteLine(RunLines.Of(run));
            foreach (var undo in run.Open)
            {
                context.Output.WriteLine($"  not taken back: {undo.ActionName} (by: {undo.Name})");
            }
        }

        return ExitCode.Success;
    }

    private static int Close(string path, CliContext context, ILogger logger)
    {
        var id = Path.GetFileName(path);
        using var recovery = RunRecovery.TryTake(path, context.Time) ?? throw new ChaosException($"The run '{id}' still goes on: its process lives.");
        var names = recovery.OpenUndo.Select(undo => undo.Name).ToList();
        recovery.CloseUndo();
        logger.LogInformation("{Outcome}", names.Count == 0 ? $"The run '{id}' has nothing open" : $"Taken for done: {string.Join(", ", names)}");
        return ExitCode.Success;
    }
}
