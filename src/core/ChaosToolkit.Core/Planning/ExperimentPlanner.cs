using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Controls;
using ChaosToolkit.Providers;
using ChaosToolkit.Running;
using ChaosToolkit.Values;

namespace ChaosToolkit.Planning;

/// <summary>Tells what a run of an experiment would do. It does nothing of it: it starts no process, makes no connection and writes no file.</summary>
/// <param name="services">The engine's services.</param>
/// <param name="providers">The providers of activities; asked only where a plan may be probed.</param>
/// <param name="controls">The controls; global ones have been added. None is called.</param>
/// <param name="environment">Reads an environment variable. The default is that of the process.</param>
public sealed class ExperimentPlanner(EngineServices services, Catalog<IProvider> providers, ControlSet controls, Func<string, string?>? environment = null)
{
    /// <summary>Plans a run.</summary>
    /// <param name="experiment">The experiment, which should be valid; it is not changed.</param>
    /// <param name="variables">What <c>--var</c> and variable files give.</param>
    /// <param name="options">What the one who would run it decides.</param>
    /// <param name="source">The experiment's path or URL as the user gave it.</param>
    /// <exception cref="InvalidExperimentException">A strategy has a name that is not known.</exception>
    public ExperimentPlan Plan(JsonObject experiment, Variables variables, RunOptions options, string source) => PlanWith(experiment, variables, options, source).Plan;

    /// <summary>Plans a run, and asks those providers that declare that they only look for the targets they would choose.</summary>
    /// <param name="experiment">The experiment, which should be valid; it is not changed.</param>
    /// <param name="variables">What <c>--var</c> and variable files give.</param>
    /// <param name="options">What the one who would run it decides.</param>
    /// <param name="source">The experiment's path or URL as the user gave it.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="InvalidExperimentException">A strategy has a name that is not known.</exception>
    public async Task<ExperimentPlan> ProbeAsync(JsonObject experiment, Variables variables, RunOptions options, string source, CancellationToken cancellationToken)
    {
        var (plan, known) = PlanWith(experiment, variables, options, source);
        return plan with { Probed = await new PlanProbe(services, providers, known).AskAsync(plan.Phases, cancellationToken).ConfigureAwait(false) };
    }

    private (ExperimentPlan Plan, VariablePlan Known) PlanWith(JsonObject experiment, Variables variables, RunOptions options, string source)
    {
        var (hypothesisStrategy, rollbackStrategy, _) = StrategyChoice.Of(experiment, services.Settings, options);
        var verifiesRestoration = Restoration.IsAskedFor(experiment, services.Settings, options);
        var known = new VariablePlan(experiment, variables, environment ?? Environment.GetEnvironmentVariable);
        var activities = new ActivityPlanner(experiment, known, options, controls, providers);
        var phases = new PhasePlanner(experiment, options, activities, controls, hypothesisStrategy, rollbackStrategy).Plan(variables, verifiesRestoration);
        var plan = new ExperimentPlan
        {
            Source = source,
            Title = PythonText.Of(known.Resolve("title", experiment["title"], "/title").Value),
            Settings = SettingsOf(options, hypothesisStrategy, rollbackStrategy, verifiesRestoration, phases),
            Configuration = known.Configuration,
            Secrets = known.Secrets,
            Controls = new ControlPlanner(experiment, known, controls).Plan(),
            Phases = phases,
            Estimate = PlanEstimate.Of(phases, options.Timeout),
            Open = [.. known.Open.Distinct()],
        };
        return (plan, known);
    }

    // What does not matter for this run is no part of its plan.
    private static JsonObject SettingsOf(
        RunOptions options, HypothesisStrategy hypothesisStrategy, RollbackStrategy rollbackStrategy, bool verifiesRestoration, IReadOnlyList<PlannedPhase> phases)
    {
        var settings = new JsonObject
        {
            ["hypothesis_strategy"] = hypothesisStrategy == HypothesisStrategy.Continuously ? "continuously" : Strategies.NameOf(hypothesisStrategy),
            ["rollback_strategy"] = Strategies.NameOf(rollbackStrategy),
            ["dry"] = options.Dry == DryMode.None ? null : Extensions.ExtensionNames.Snake(options.Dry.ToString()),
            ["undo"] = !options.KeepsFaults,
            ["verify_restoration"] = verifiesRestoration,
            ["timeout"] = options.Timeout?.TotalSeconds,
        };
        if (phases.Any(phase => phase.Kind == "hypothesis-during"))
        {
            settings["hypothesis_frequency"] = Value.Float(options.HypothesisFrequency.TotalSeconds);
            settings["fail_fast"] = options.FailFast;
            settings["fail_fast_ratio"] = Value.Float(options.FailFastRatio);
        }

        return settings;
    }

}
