using System.Text.Json.Nodes;
using ChaosToolkit.Cli.Settings;
using ChaosToolkit.Loading;
using ChaosToolkit.Model;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli.Commands;

/// <summary>Prints what a run of the experiment that a command line names would do. No control is called, nobody is notified.</summary>
internal static class PlanExperiment
{
    // An environment variable that is not set here may be set where the experiment is run: the plan says so.
    private static readonly string[] ToldInPlan = ["CTK0501", "CTK0502"];

    public static async Task<int> RunAsync(RunArguments arguments, string format, bool mayProbe, CliContext context, CancellationToken cancellationToken)
    {
        var logger = context.Loggers.CreateLogger("ChaosToolkit.Cli.plan");
        await using var engine = context.NewEngine(arguments.Python);
        SettingsCheck.Warn(engine.Services.Settings, context.Settings, logger);
        var variables = GivenFiles.ReadVariables(arguments.Vars, arguments.VarFiles);
        RunExperiment.AddGlobalControls(engine, context.Settings.Path, arguments.ControlFiles);
        var loader = new DocumentLoader(new DocumentLoaderOptions { Settings = engine.Services.Settings, VerifyTls = arguments.VerifyTls, Time = context.Time });
        var document = Masking.Learn(engine.Services, await loader.LoadAsync(arguments.Source, cancellationToken), variables);

        var validator = new ExperimentValidator(engine.Providers, engine.ControlProviders, engine.Tolerances) { MayCallCode = mayProbe };
        var report = await validator.ValidateAsync(document.Node, variables, cancellationToken);
        if (report.Errors.Any(error => !ToldInPlan.Contains(error.Code)) || document.Root is not JsonObject experiment)
        {
            ExperimentCheck.LogErrors(report, logger);
            return ExitCode.Failure;
        }

        var plan = mayProbe
            ? await engine.Planner.ProbeAsync(experiment, variables, arguments.ToRunOptions(), arguments.Source, cancellationToken)
            : engine.Planner.Plan(experiment, variables, arguments.ToRunOptions(), arguments.Source);
        await context.Output.WriteAsync(format switch
        {
            "json" => JsonText.Of(plan.ToJson(), indented: true) + "\n",
            "markdown" => plan.ToMarkdown(),
            _ => plan.ToText(),
        });
        return ExitCode.Success;
    }
}
