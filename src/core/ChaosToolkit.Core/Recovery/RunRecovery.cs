using System.Text.Json.Nodes;
using ChaosToolkit.Controls;
using ChaosToolkit.Journaling;
using ChaosToolkit.Providers.Processes;
using ChaosToolkit.Running;
using ChaosToolkit.Runs;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Recovery;

/// <summary>How a run is ended in its runner's place.</summary>
/// <param name="By"><c>watchdog</c> or <c>recover</c>.</param>
public sealed record RecoveryOptions(string By)
{
    /// <summary>Whether rollbacks are played under any strategy but <c>never</c>. The default is false: under <c>always</c> only.</summary>
    public bool PlaysRollbacks { get; init; }

    /// <summary>Whether what actions did is left in place. The default is false.</summary>
    public bool KeepsFaults { get; init; }
}

/// <summary>Ends a run whose process is gone: ends what it left running, takes back what it did, makes its journal. From its log alone.</summary>
public sealed class RunRecovery : IDisposable
{
    private readonly RunFolder folder;
    private readonly RunLogContent content;

    private RunRecovery(RunFolder folder, RunLogContent content) => (this.folder, this.content) = (folder, content);

    /// <summary>The first event of the log; <see langword="null"/> when the runner died before it was whole.</summary>
    public RunOpened? Opened => folder.State.Opened;

    /// <summary>Whether there is anything to do: the run did not end, or something is left to take back.</summary>
    public bool HasWork => !folder.State.IsClosed || folder.State.Undo.Count > 0;

    /// <summary>Whether the run itself was asked to leave in place what it did.</summary>
    public bool KeepsFaults => Opened?.KeepsFaults == true;

    /// <summary>What is left to take back.</summary>
    public IReadOnlyList<OpenUndo> OpenUndo => folder.OpenUndo;

    /// <summary>Takes a run that its runner left.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="time">The clock.</param>
    /// <returns><see langword="null"/> when a process that lives has the run.</returns>
    /// <exception cref="ChaosException">Its log cannot be read, or was changed.</exception>
    public static RunRecovery? TryTake(string path, TimeProvider time) =>
        RunFolder.TryTake(path, time) is var (folder, content) ? new RunRecovery(folder, content) : null;

    /// <summary>Closes what is left to take back: somebody has seen to it.</summary>
    public void CloseUndo()
    {
        foreach (var undo in OpenUndo)
        {
            folder.Append(new UndoClosed(folder.Now, undo.Action, undo.Item));
        }

        if (folder.State.HasEnded)
        {
            folder.Close();
        }
    }

    /// <summary>Ends the run. It is made with the folder, settings and variables of the run where they still are.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="interruption">Where requests to end this come in: the second one does.</param>
    /// <param name="options">How it is ended.</param>
    /// <returns>Where the journal was written; <see langword="null"/> when the run had not started, so that there is nothing to tell.</returns>
    /// <exception cref="ChaosException">The journal cannot be written.</exception>
    public Task<string?> PlayAsync(Engine engine, RunInterruption interruption, RecoveryOptions options) => Task.Factory.StartNew(
        () => PlayOneAtATimeAsync(engine, interruption, options),
        CancellationToken.None,
        TaskCreationOptions.DenyChildAttach,
        new OneAtATimeScheduler()).Unwrap();

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    private async Task<string?> PlayOneAtATimeAsync(Engine engine, RunInterruption interruption, RecoveryOptions options)
    {
        var state = folder.State;
        var time = engine.Services.Time;
        EndProcesses(state);
        folder.Append(new RecoveryStarted(folder.Now, options.By, Environment.ProcessId, content.Discarded));
        if (!state.HasStarted)
        {
            folder.Close();
            return null;
        }

        var logger = engine.Services.Loggers.CreateLogger("ChaosToolkit.Recovery.recover");
        folder.Log.MaskWith(engine.Services.Mask);
        var log = new RunLog(time, folder.Log, state);
        using var observation = new RunObservation(log, folder.Log, interruption, engine.Services.Shared(_ => new RunningProcesses()), logger);
        var wasEnded = state.HasEnded;
        if (!wasEnded)
        {
            log.StatusBecomes(JournalStatus.Aborted);
        }

        var status = log.Status ?? JournalStatus.Aborted;
        var values = await RecoveredValues.LoadAsync(state, engine.Services.Mask, time, logger, interruption.Token);
        await PlayAsync(ContextOf(engine, interruption, options, log, values, logger), values, options, wasEnded);
        if (log.Status != status)
        {
            log.StatusBecomes(status); // what ends this is not what ended the run
        }

        if (!wasEnded)
        {
            log.RunEnds();
        }

        var path = JournalPathOf(state);
        JournalFile.Write(path, engine.Services.Mask.ApplyToJournal(log.CompleteJournal(folder)));
        folder.Close(path);
        return path;
    }

    private async Task PlayAsync(RunContext run, RecoveredValues values, RecoveryOptions options, bool wasEnded)
    {
        await new UndoPlay(run, values.ReasonAgainst).PlayAsync();
        if (wasEnded || folder.State.Variables is not { } variables)
        {
            return;
        }

        if (variables.RollbackStrategy == "always" || (options.PlaysRollbacks && variables.RollbackStrategy != "never"))
        {
            await new Rollbacks(run, RollbackStrategy.Always, folder.State.RollbacksEnded).PlayByStrategyAsync();
        }

        if (variables.VerifiesRestoration)
        {
            await Restoration.VerifyAsync(run);
        }
    }

    private RunContext ContextOf(Engine engine, RunInterruption interruption, RecoveryOptions options, RunLog log, RecoveredValues values, ILogger logger) => new()
    {
        Experiment = (JsonObject)folder.State.Builder.Journal["experiment"]!, // the run has started
        Configuration = values.Configuration,
        Secrets = values.Secrets,
        Settings = engine.Services.Settings,
        Mask = engine.Services.Mask,
        Options = new RunOptions { KeepsFaults = options.KeepsFaults },
        Log = log,
        Events = new RunEvents(logger),
        Controls = new ControlSet(engine.ControlProviders, engine.Services) { IsSilent = true },
        Interruption = interruption,
        Providers = engine.Providers,
        Tolerances = engine.Tolerances,
        Time = engine.Services.Time,
        Logger = logger,
    };

    // An activity whose runner is gone goes on with nobody to end it.
    private static void EndProcesses(RunState state)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var isSameLife = state.Opened?.Boot == ProcessIdentity.BootId();
        foreach (var process in state.Processes.ToArray())
        {
            var isThere = isSameLife && process.StartTime != 0 && ProcessIdentity.StartTimeOf(process.Process) == process.StartTime;
            ProcessTree.Kill(isThere ? process.Process : 0, process.Marker);
        }
    }

    // Another run may have put its journal there since.
    private string JournalPathOf(RunState state)
    {
        var path = state.Opened!.JournalPath; // a run that has started was opened
        try
        {
            if (!File.Exists(path) || File.GetLastWriteTimeUtc(path) < state.Opened.Time.UtcDateTime)
            {
                return Directory.Exists(Path.GetDirectoryName(path)) ? path : OwnJournal;
            }

            return ParsedJson.TryParse(File.ReadAllText(path), out var journal) && Value.AsText((journal as JsonObject)?["run_id"]) == folder.Id ? path : OwnJournal;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return OwnJournal;
        }
    }

    private string OwnJournal => Path.Combine(folder.Path, RunFolder.JournalName);
}
