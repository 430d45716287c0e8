using ChaosToolkit.Cli.Validation;
using ChaosToolkit.Configuration;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Model;
using ChaosToolkit.Running;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Commands;

/// <summary>Validates an experiment and tells of it in the log, the same way for <c>run</c> and <c>validate</c>.</summary>
internal static class ExperimentCheck
{
    public static async Task<bool> PassesAsync(Engine engine, LoadedDocument document, Variables variables, ILogger logger, CancellationToken cancellationToken) =>
        (await ReportAsync(engine, document, variables, logger, cancellationToken)).IsValid;

    public static async Task<ValidationReport> ReportAsync(
        Engine engine, LoadedDocument document, Variables variables, ILogger logger, CancellationToken cancellationToken)
    {
        logger.LogInformation("Validating the experiment's syntax");
        var report = await engine.Validator.ValidateAsync(document.Node, variables, cancellationToken);
        foreach (var warning in report.LogWarnings)
        {
            logger.LogWarning("{Warning}", warning);
        }

        LogErrors(report, logger);
        if (report.IsValid)
        {
            logger.LogInformation("Experiment looks valid");
        }

        return report;
    }

    /// <summary>Tells the errors of a report in the log.</summary>
    public static void LogErrors(ValidationReport report, ILogger logger)
    {
        var shown = ShownDiagnostics.Of(report.Errors);
        foreach (var error in shown.Diagnostics)
        {
            LogDetails.Write(logger, LogLevel.Error, DiagnosticText.Headline(error), DiagnosticText.Details(error));
        }

        if (shown.Words is { } words)
        {
            logger.LogError("{Words}", words);
        }
    }
}
