using System.Text.Json.Nodes;
using ChaosToolkit.Journaling;
using ChaosToolkit.Recovery;
using ChaosToolkit.Runs;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli.Commands;

/// <summary>What a run keeps of itself for the case that its process dies: its folder, and the watchdog beside it.</summary>
internal sealed class RunDurability : IDisposable
{
    private const int KeptRuns = 20;

    private readonly Watchdog? watchdog;

    private RunDurability(RunFolder? folder, Watchdog? watchdog) => (Folder, this.watchdog) = (folder, watchdog);

    /// <summary>The run's folder; <see langword="null"/> without one.</summary>
    public RunFolder? Folder { get; }

    /// <summary>Makes the folder and starts the watchdog, where they are wanted and needed.</summary>
    /// <exception cref="ChaosException">One of them cannot be had.</exception>
    public static RunDurability Begin(RunArguments arguments, CliContext context, Engine engine, JsonObject experiment)
    {
        if (!arguments.KeepsLog)
        {
            return new RunDurability(null, null);
        }

        var folder = RunFolder.Create(
            new RunFolderOptions(arguments.JournalPath)
            {
                Root = arguments.RunDirectory,
                Tool = ToolVersion.Line.Trim(),
                SettingsPath = context.Settings.Exists ? context.Settings.Path : null,
                Python = arguments.Python,
                VariableFiles = arguments.VarFiles,
                KeepsFaults = arguments.KeepsFaults,
                Keep = KeepOf(engine.Services.Settings),
            },
            context.Time);
        try
        {
            var isWatched = arguments.IsWatched && Watchdog.IsNeeded(experiment, engine.Services.Settings, arguments.ToRunOptions(), engine.Providers);
            return new RunDurability(folder, isWatched ? Watchdog.Start(folder) : null);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The run has ended: writes its journal and lets the watchdog go.</summary>
    public void End(string journalPath, JsonObject journal)
    {
        try
        {
            JournalFile.Write(journalPath, journal);
            Folder?.Close(journalPath);
        }
        finally
        {
            // All was taken back that could be; a journal that cannot be written here cannot be written there either.
            watchdog?.SayGoodbye();
        }
    }

    /// <summary>How many ended runs are kept: the settings' <c>runs.keep</c>.</summary>
    public static int KeepOf(JsonObject? settings) =>
        Value.AsDouble((settings?["runs"] as JsonObject)?["keep"]) is { } keep and >= 0 and < int.MaxValue ? (int)keep : KeptRuns;

    public void Dispose()
    {
        if (Folder?.CloseUnstarted() == true)
        {
            watchdog?.SayGoodbye();
        }

        // In this order: the second process must find the run free.
        Folder?.Dispose();
        watchdog?.Dispose();
    }
}
