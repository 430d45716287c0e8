using ChaosToolkit.Configuration;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Notifications;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Commands;

/// <summary>Validates the experiment that a command line names; warnings are text below the log, which stays the original's.</summary>
internal static class ValidateExperiment
{
    public static async Task<int> RunAsync(ValidateArguments arguments, CliContext context, CancellationToken cancellationToken)
    {
        var logger = context.Loggers.CreateLogger("ChaosToolkit.Cli.validate");
        await using var engine = context.NewEngine(python: null);
        var loader = new DocumentLoader(new DocumentLoaderOptions { Settings = engine.Services.Settings, VerifyTls = arguments.VerifyTls, Time = context.Time });
        var document = await loader.LoadAsync(arguments.Source, cancellationToken);

        await engine.Channels.NotifyAsync("validate-started", NotificationPhase.Validate, document.Root, null, cancellationToken);
        var report = await ExperimentCheck.ReportAsync(engine, document, Variables.None, logger, cancellationToken);
        foreach (var warning in report.Diagnostics.Where(diagnostic => diagnostic.Level == DiagnosticLevel.Warning))
        {
            await context.Error.WriteLineAsync(DiagnosticText.Headline(warning));
            foreach (var line in DiagnosticText.Details(warning))
            {
                await context.Error.WriteLineAsync("    " + line);
            }
        }

        if (!report.IsValid)
        {
            await engine.Channels.NotifyAsync("validate-failed", NotificationPhase.Validate, document.Root, report.Errors.First().Message, cancellationToken);
            return ExitCode.Failure;
        }

        await engine.Channels.NotifyAsync("validate-completed", NotificationPhase.Validate, document.Root, null, cancellationToken);
        logger.LogInformation("experiment syntax and semantic look valid");
        return ExitCode.Success;
    }
}
