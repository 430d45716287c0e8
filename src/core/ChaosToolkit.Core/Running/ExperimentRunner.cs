using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Controls;
using ChaosToolkit.Journaling;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Processes;
using ChaosToolkit.Runs;
using ChaosToolkit.Secrets;
using ChaosToolkit.Telemetry;
using ChaosToolkit.Tolerances;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Running;

/// <summary>Runs an experiment and gives its journal.</summary>
/// <param name="services">The engine's services.</param>
/// <param name="providers">The providers of activities.</param>
/// <param name="tolerances">The tolerances.</param>
/// <param name="controls">The controls; global ones have been added.</param>
/// <param name="interruption">Where requests to end the run come in.</param>
public sealed class ExperimentRunner(EngineServices services, Catalog<IProvider> providers, ToleranceCatalog tolerances, ControlSet controls, RunInterruption interruption)
{
    private readonly ILogger logger = services.Loggers.CreateLogger("ChaosToolkit.Running.run");

    // What a timer takes at most; a run that may take 49 days may take any time.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    // All of the engine runs on this scheduler, one step at a time: background activities, the continuous hypothesis and the method share documents
    // that bear no two writers. Providers that may block run on the pool.
    private readonly OneAtATimeScheduler oneAtATime = new();

    /// <summary>Runs an experiment. Whatever happens in it is told in the journal, which is given in any case.</summary>
    /// <param name="experiment">The experiment. It is changed: its title is substituted, controls may change anything.</param>
    /// <param name="variables">What <c>--var</c> and variable files give.</param>
    /// <param name="options">What the one who runs it decides.</param>
    /// <param name="folder">The folder that keeps the run's log; without one the run leaves nothing but its journal, and nobody can take it back in its place.</param>
    public Task<JsonObject> RunAsync(JsonObject experiment, Variables variables, RunOptions options, RunFolder? folder = null) =>
        Task.Factory.StartNew(
            () => RunOneAtATimeAsync(experiment, variables, options, folder), CancellationToken.None, TaskCreationOptions.DenyChildAttach, oneAtATime).Unwrap();

    private async Task<JsonObject> RunOneAtATimeAsync(JsonObject experiment, Variables variables, RunOptions options, RunFolder? folder)
    {
        using var limit = options.Timeout is { } time && time < LongestTimer ? new CancellationTokenSource(time, services.Time) : null;
        using var registration = limit?.Token.Register(() => interruption.Request(InterruptionCause.Timeout));
        var (hypothesisStrategy, rollbackStrategy, settings) = StrategyChoice.Of(experiment, services.Settings, options);
        if (services.Settings is not null)
        {
            // Whoever asks for the settings from here on sees which strategies count.
            services.Settings = settings;
        }

        TelemetrySwitch.Of(services).StartAsAsked();
        var telemetry = new RunTelemetry(services);
        var (configuration, secrets) = await LoadVariablesAsync(experiment, variables);
        var log = new RunLog(services.Time, folder?.Log, folder?.State) { Observer = options.Observer + telemetry.Observe, LetsProbesWait = true };
        folder?.Log.MaskWith(services.Mask);
        using var facts = new RunObservation(log, folder?.Log, interruption, services.Shared(_ => new RunningProcesses()), logger);
        var run = new RunContext
        {
            Experiment = experiment,
            Configuration = configuration,
            Secrets = secrets,
            Settings = services.Settings is null ? null : settings,
            Mask = services.Mask,
            Options = options,
            Log = log,
            Events = new RunEvents(logger),
            Controls = controls,
            Interruption = interruption,
            Providers = providers,
            Tolerances = tolerances,
            Time = services.Time,
            Logger = logger,
            Telemetry = telemetry,
            FlushLogs = services.FlushLogs,
        };

        // What may wait in memory does not wait while the run does.
        oneAtATime.WhenIdle = log.Flush;

        experiment["title"] = Substitution.Apply(experiment["title"], configuration, secrets);
        logger.LogInformation("Running experiment: {Title}", PythonText.Of(experiment["title"]));
        log.VariablesAreResolved(FactsOf(run, hypothesisStrategy, rollbackStrategy), configuration, controls.HasAny(experiment));
        log.RunStarts(experiment, Environment.MachineName, System.Runtime.InteropServices.RuntimeInformation.OSDescription);
        if (options.Dry != DryMode.None)
        {
#pragma warning disable CA1308 // the mode's name in options and documents is in small letters
            logger.LogWarning("Running experiment with dry {Mode}", options.Dry.ToString().ToLowerInvariant());
#pragma warning restore CA1308
        }

        await run.RaiseAsync("started", ("experiment", experiment), ("journal", log.Journal));
        await PlayAsync(run, hypothesisStrategy, rollbackStrategy, settings);
        await run.RaiseAsync("finish", ("journal", log.Journal));
        log.ControlsWereCalled(null, isThorough: true);
        return log.CompleteJournal(folder);
    }

    private async Task<(JsonObject Configuration, JsonObject Secrets)> LoadVariablesAsync(JsonObject experiment, Variables variables)
    {
        var declared = new ConfigurationLoader().Load(experiment["configuration"], variables);
        var secrets = await new SecretsLoader(time: services.Time).LoadAsync(experiment["secrets"], variables, declared, interruption.Token);
        foreach (var warning in secrets.Warnings)
        {
            logger.LogWarning("{Warning}", warning);
        }

        services.Mask.Add(secrets.Sensitive);
        if (!services.Mask.IsEmpty || controls.HasAny(experiment))
        {
            services.Mask.KeepWritten(experiment);
        }

        MarkDynamicEntries(experiment["configuration"] as JsonObject);
        var configuration = await DynamicConfiguration.LoadAsync(declared, secrets.Values, CallAsync, logger, interruption.Token);
        if (configuration.Failed.Count > 0)
        {
            logger.LogWarning("{Warning}", DynamicConfiguration.FailureWarning);
        }

        return (configuration.Values, secrets.Values);
    }

    private VariablesResolved FactsOf(RunContext run, HypothesisStrategy hypothesisStrategy, RollbackStrategy rollbackStrategy)
    {
        var (shown, withheld) = Withholding.Of(run.Configuration, services.Mask);
        return new VariablesResolved(
            services.Time.GetUtcNow(),
            shown,
            withheld,
            Strategies.NameOf(hypothesisStrategy),
            Strategies.NameOf(rollbackStrategy),
            run.Options.Dry == DryMode.None ? null : run.Options.Dry.ToString(),
            Restoration.IsAskedFor(run.Experiment, services.Settings, run.Options));
    }

    // The original hands its resolved secrets to the provider of a dynamic entry, in the document itself, and so into the journal. What readers of journals may
    // look for is the member; the secrets stay out of it.
    private static void MarkDynamicEntries(JsonObject? configuration)
    {
        foreach (var (_, entry) in configuration ?? [])
        {
            if (entry is JsonObject probe && Value.AsText(probe["type"]) == "probe" && probe["provider"] is JsonObject provider)
            {
                provider.TryAdd("secrets", new JsonObject());
            }
        }
    }

    // A configuration probe runs before there is a run: no controls, no pauses, no entry in the journal.
    private Task<JsonNode?> CallAsync(JsonObject activity, JsonObject configuration, JsonObject secrets, CancellationToken cancellationToken)
    {
        var provider = activity["provider"] as JsonObject ?? throw new ChaosException($"The configuration probe '{PythonText.Of(activity["name"])}' has no provider.");
        var type = PythonText.Of(provider["type"]);
        return (providers.Find(type) ?? throw new ChaosException($"There is no provider '{type}'."))
            .ExecuteAsync(new ActivityCall(activity, provider, configuration, secrets), cancellationToken);
    }

    private async Task PlayAsync(RunContext run, HypothesisStrategy hypothesisStrategy, RollbackStrategy rollbackStrategy, JsonObject settings)
    {
        ControlScope? scope = null;
        try
        {
            try
            {
                var added = new ControlSecrets(services.Mask, run.Secrets);
                await controls.ConfigureAsync(run, interruption.Token);
                added.Learn();
                run.Telemetry?.ExperimentStarts(run.Experiment["title"]);
                await RaiseRunningAsync(run, settings);
                logger.LogInformation("Steady-state strategy: {Strategy}", Strategies.NameOf(hypothesisStrategy));
                logger.LogInformation("Rollbacks strategy: {Strategy}", Strategies.NameOf(rollbackStrategy));
                if (!HypothesisCheck.IsDeclared(run.Experiment))
                {
                    logger.LogInformation("No steady state hypothesis defined. That's ok, just exploring.");
                }
                else if (hypothesisStrategy == HypothesisStrategy.Skip)
                {
                    logger.LogInformation("Skipping Steady-State Hypothesis as requested");
                }

                scope = run.Controls.Around(ControlLevel.Experiment, run.Experiment, run);
                await scope.BeforeAsync(interruption.Token);
                added.Learn();
                interruption.Token.ThrowIfCancellationRequested(run);
            }
            catch (Exception exception) when (exception is InterruptExecutionException or ExitRequestedException or RunInterruptedException or OperationCanceledException)
            {
                // Nothing was played, so there is nothing to roll back.
                await Interruptions.TellAsync(run, exception is OperationCanceledException ? new RunInterruptedException(interruption.Cause) : exception);
                return;
            }

            var mayRollBack = await new ExperimentPlay(run, hypothesisStrategy).PlayAsync();
            await new UndoPlay(run).PlayAsync();
            if (mayRollBack && interruption.ForbidsRollbacks)
            {
                Interruptions.TellOfNoRollbacks(run); // it was not the first signal that said so
            }
            else if (mayRollBack)
            {
                await new Rollbacks(run, rollbackStrategy).PlayByStrategyAsync();
            }

            if (Restoration.IsAskedFor(run.Experiment, services.Settings, run.Options))
            {
                await Restoration.VerifyAsync(run);
            }
        }
        finally
        {
            await EndAsync(run, scope);
        }
    }

    private async Task EndAsync(RunContext run, ControlScope? scope)
    {
        if (run.Log.Status is null)
        {
            run.Log.StatusBecomes(JournalStatus.Completed);
        }

        run.Log.RunEnds();
        var hasDeviated = PythonComparison.IsTrue(run.Log.Journal["deviated"]);
        logger.LogInformation("Experiment ended with status: {Status}", hasDeviated ? "deviated" : PythonText.Of(run.Log.Journal["status"]));
        if (hasDeviated)
        {
            logger.LogInformation("The steady-state has deviated, a weakness may have been discovered");
        }

        run.Telemetry?.ExperimentEnds(PythonText.Of(run.Log.Journal["status"]), hasDeviated);

        // What is left cannot be interrupted, but a control that does not end is not waited for when somebody asks for the end.
        interruption.EnterNextPart();
        try
        {
            await (scope?.AfterAsync(run.Log.Journal, interruption.Token) ?? Task.CompletedTask);
        }
        catch (Exception exception) when (exception is InterruptExecutionException or ExitRequestedException or RunInterruptedException)
        {
            // The run is over: there is nothing left that could be interrupted.
            logger.LogDebug(exception, "A control interrupted the run after its end: {Reason}", exception.Message);
        }

        await controls.CleanUpAsync(run, interruption.Token);
    }

    private static ValueTask RaiseRunningAsync(RunContext run, JsonObject settings) => run.RaiseAsync(
        "running",
        ("experiment", run.Experiment),
        ("journal", run.Log.Journal),
        ("configuration", run.Configuration),
        ("secrets", run.Secrets),
        ("schedule", new JsonObject
        {
            ["continuous_hypothesis_frequency"] = Value.Float(run.Options.HypothesisFrequency.TotalSeconds),
            ["fail_fast"] = run.Options.FailFast,
            ["fail_fast_ratio"] = Value.Float(run.Options.FailFastRatio * 100),
        }),
        ("settings", settings));
}
