using System.Text.Json.Nodes;
using ChaosToolkit.Cli.Github;
using ChaosToolkit.Cli.People;
using ChaosToolkit.Cli.Settings;
using ChaosToolkit.Cli.Terminal;
using ChaosToolkit.Configuration;
using ChaosToolkit.Journaling;
using ChaosToolkit.Loading;
using ChaosToolkit.Notifications;
using ChaosToolkit.Prometheus;
using ChaosToolkit.Python.Interpreters;
using ChaosToolkit.Reporting.Journals;
using ChaosToolkit.Running;
using ChaosToolkit.Values;
using ChaosToolkit.Verdicts;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Commands;

/// <summary>Runs the experiment that a command line names, and writes its journal.</summary>
internal static class RunExperiment
{
    public static async Task<int> RunAsync(RunArguments arguments, CliContext context, CancellationToken cancellationToken)
    {
        var logger = context.Loggers.CreateLogger("ChaosToolkit.Cli.run");
        await using var engine = context.NewEngine(arguments.Python);
        SettingsCheck.Warn(engine.Services.Settings, context.Settings, logger);
        engine.Services.Person = TerminalPerson.Find(arguments.SaysYes, arguments.AsksNobody, context.Loggers.Area, context.Time);
        await Masking.ChooseAsync(engine.Services, arguments.Masks, context.Error);
        using var interruption = new RunInterruption(logger);
        using var signals = new RunSignals(interruption);
        PythonInterpreter.Of(engine.Services).ExitRequested += code =>
        {
            // A SIGTERM for the whole process group reaches the interpreter as well; it is the one we know of, not a second one.
            if (CauseOf(code) != InterruptionCause.Terminate || !interruption.Token.IsCancellationRequested)
            {
                interruption.Request(CauseOf(code));
            }
        };
        using var stop = cancellationToken.Register(() => interruption.Request(InterruptionCause.Interrupt));
        try
        {
            return await RunAsync(arguments, context, engine, interruption, logger);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            logger.LogWarning("The run was to end before its experiment was played: nothing was done.");
            return arguments.IsStrict ? ExitCode.Of(VerdictOutcome.Interrupted) : ExitCode.Failure;
        }
    }

    // What Python code that sends a signal to its own process means by it.
    private static InterruptionCause CauseOf(int code) => code switch
    {
        20 => InterruptionCause.Exit,
        30 => InterruptionCause.ExitWithoutRollbacks,
        _ => InterruptionCause.Terminate,
    };

    private static async Task<int> RunAsync(RunArguments arguments, CliContext context, Engine engine, RunInterruption interruption, ILogger logger)
    {
        if (await LoadAsync(arguments, context, engine, logger, interruption.Token) is not var (experiment, variables, github))
        {
            return ExitCode.Failure;
        }

        using var durability = RunDurability.Begin(arguments, context, engine, experiment);
        using var view = RunView.Begin(context, interruption);
        var journal = engine.Services.Mask.ApplyToJournal(await PlayAsync());
        durability.End(arguments.JournalPath, journal);
        WriteMetrics(arguments.MetricsFile, journal, logger);

        var hasCompleted = Value.AsText(journal["status"]) == "completed";
        var hasDeviated = PythonComparison.IsTrue(journal["deviated"]);
        await engine.Channels.NotifyAsync(hasCompleted ? "run-completed" : "run-failed", NotificationPhase.Run, journal, null, CancellationToken.None);
        if (hasDeviated)
        {
            await engine.Channels.NotifyAsync("run-deviated", NotificationPhase.Run, journal, null, CancellationToken.None);
        }

        var verdict = Verdict.In(journal);
        verdict.Tell(logger);
        var whole = new Lazy<Journal>(() => JournalReader.Read(arguments.JournalPath, JsonText.BytesOf(journal)));
        await TellAsync(whole, view, github, context, logger);
        if (arguments.IsStrict)
        {
            return ExitCode.Of(verdict.Outcome);
        }

        return hasCompleted && !hasDeviated ? ExitCode.Success : ExitCode.Failure;

        async Task<JsonObject> PlayAsync()
        {
            using var gathering = context.Loggers.Gather();
            return await engine.RunnerWith(interruption).RunAsync(experiment, variables, view.Follow(arguments.ToRunOptions()), durability.Folder);
        }
    }

    // Apart from the run: where everything stands in the document takes as much memory as the document, and is not needed while it is played.
    private static async Task<(JsonObject Experiment, Variables Variables, GithubRun? Github)?> LoadAsync(
        RunArguments arguments, CliContext context, Engine engine, ILogger logger, CancellationToken cancellationToken)
    {
        var variables = GivenFiles.ReadVariables(arguments.Vars, arguments.VarFiles);
        AddGlobalControls(engine, context.Settings.Path, arguments.ControlFiles);

        var loader = new DocumentLoader(new DocumentLoaderOptions { Settings = engine.Services.Settings, VerifyTls = arguments.VerifyTls, Time = context.Time });
        var document = await engine.Controls.AroundLoadingAsync(
            arguments.Source, async () => Masking.Learn(engine.Services, await loader.LoadAsync(arguments.Source, cancellationToken), variables), loaded => loaded.Root, cancellationToken);
        if (arguments.PlanHash is { } hash && !PlanCheck.Passes(engine, document.Root, variables, arguments, hash, logger))
        {
            return null;
        }

        await engine.Channels.NotifyAsync("run-started", NotificationPhase.Run, document.Root, null, cancellationToken);
        if (arguments.Validate && !await ExperimentCheck.PassesAsync(engine, document, variables, logger, cancellationToken))
        {
            return null;
        }

        if (document.Root is not JsonObject experiment)
        {
            throw new InvalidExperimentException($"'{arguments.Source}' holds no experiment: an experiment is an object.");
        }

        JournalFile.EnsureWritable(arguments.JournalPath);
        if (arguments.MetricsFile is { } metrics)
        {
            MetricsFile.EnsureWritable(metrics);
        }

        experiment["dry"] = arguments.Dry;
        return (experiment, variables, GithubRun.Begin(document));
    }

    // What watches the run does not decide how it ended.
    private static void WriteMetrics(string? path, JsonObject journal, ILogger logger)
    {
        try
        {
            if (path is not null)
            {
                MetricsFile.Write(path, journal);
            }
        }
        catch (ChaosException exception)
        {
            logger.LogError("{Reason}", exception.Message);
        }
    }

    // Nor what tells of it. What people read is made from the journal as it was written, but not from its file: that may be /dev/null, or a pipe.
    private static async Task TellAsync(Lazy<Journal> journal, RunView view, GithubRun? github, CliContext context, ILogger logger)
    {
        try
        {
            view.End(() => journal.Value);
            if (github is not null)
            {
                await github.EndAsync(journal.Value, context, logger);
            }
        }
        catch (ChaosException exception)
        {
            logger.LogError("The run's summary cannot be made: {Reason}", exception.Message);
        }
    }

    internal static void AddGlobalControls(Engine engine, string settingsPath, IReadOnlyList<string> files)
    {
        if (engine.Services.Settings?["controls"] is JsonObject controls)
        {
            engine.Controls.AddGlobals(controls, settingsPath);
        }

        foreach (var file in files)
        {
            engine.Controls.AddGlobals(
                GivenFiles.ReadDocument(file).Root as JsonObject
                ?? throw new LoadingException($"The control file '{file}' must hold an object of controls by their names."),
                file);
        }
    }
}
