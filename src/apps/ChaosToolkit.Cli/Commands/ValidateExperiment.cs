using ChaosToolkit.Cli.Settings;
using ChaosToolkit.Cli.Validation;
using ChaosToolkit.Configuration;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Notifications;
using ChaosToolkit.Running;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Commands;

/// <summary>Validates the experiments that a command line names; warnings are text below the log, which stays the original's.</summary>
internal static class ValidateExperiment
{
    public static async Task<int> RunAsync(ValidateArguments arguments, CliContext context, CancellationToken cancellationToken)
    {
        var logger = context.Loggers.CreateLogger("ChaosToolkit.Cli.validate");
        await using var engine = context.NewEngine(python: null);
        SettingsCheck.Warn(engine.Services.Settings, context.Settings, logger);
        var loader = new DocumentLoader(new DocumentLoaderOptions { Settings = engine.Services.Settings, VerifyTls = arguments.VerifyTls, Time = context.Time });
        List<SourceReport> reports = [];
        foreach (var source in arguments.Sources.SelectMany(SourcePattern.Expand).Distinct())
        {
            var diagnostics = await ValidateAsync(source, loader, engine, logger, cancellationToken);
            reports.Add(new SourceReport(source, diagnostics));
            if (arguments.Format == "text")
            {
                await WriteWarningsAsync(context.Error, diagnostics);
            }
        }

        if (ReportFormats.ByName.TryGetValue(arguments.Format, out var format))
        {
            await context.Output.WriteAsync(format(reports));
        }

        return reports.TrueForAll(report => report.IsValid) ? ExitCode.Success : ExitCode.Failure;
    }

    private static async Task<IReadOnlyList<Diagnostic>> ValidateAsync(string source, DocumentLoader loader, Engine engine, ILogger logger, CancellationToken cancellationToken)
    {
        LoadedDocument document;
        try
        {
            document = Masking.Learn(engine.Services, await loader.LoadAsync(source, cancellationToken), Variables.None);
        }
        catch (LoadingException error) when (error.Diagnostic is { } diagnostic)
        {
            LogDetails.Write(logger, LogLevel.Error, DiagnosticText.Headline(diagnostic), DiagnosticText.Details(diagnostic), error);
            return [diagnostic];
        }

        await engine.Channels.NotifyAsync("validate-started", NotificationPhase.Validate, document.Root, null, cancellationToken);
        var report = await ExperimentCheck.ReportAsync(engine, document, Variables.None, logger, cancellationToken);
        if (report.IsValid)
        {
            await engine.Channels.NotifyAsync("validate-completed", NotificationPhase.Validate, document.Root, null, cancellationToken);
            logger.LogInformation("experiment syntax and semantic look valid");
        }
        else
        {
            await engine.Channels.NotifyAsync("validate-failed", NotificationPhase.Validate, document.Root, report.Errors.First().Message, cancellationToken);
        }

        return report.Diagnostics;
    }

    private static async Task WriteWarningsAsync(TextWriter output, IEnumerable<Diagnostic> diagnostics)
    {
        var shown = ShownDiagnostics.Of(diagnostics.Where(diagnostic => diagnostic.Level == DiagnosticLevel.Warning));
        foreach (var warning in shown.Diagnostics)
        {
            await output.WriteLineAsync(DiagnosticText.Headline(warning));
            foreach (var line in DiagnosticText.Details(warning))
            {
                await output.WriteLineAsync("    " + line);
            }
        }

        if (shown.Words is { } words)
        {
            await output.WriteLineAsync(words);
        }
    }
}
