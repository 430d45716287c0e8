using System.Text.Json.Nodes;
using ChaosToolkit.Cli.Wizard;
using ChaosToolkit.Loading;
using ChaosToolkit.Notifications;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace ChaosToolkit.Cli.Commands;

/// <summary>Leads through the wizard and writes what came of it: all of it at the end, or nothing.</summary>
internal static class InitExperiment
{
    private const string DefaultDiscovery = "discovery.json";

    public static async Task<int> RunAsync(InitArguments arguments, CliContext context, CancellationToken cancellationToken)
    {
        await using var engine = context.NewEngine(python: null);
        using var signals = new StopSignals(cancellationToken);
        await engine.Channels.NotifyAsync("init-started", NotificationPhase.Init, null, null, signals.Token);
        JsonObject experiment;
        try
        {
            experiment = await AskAndWriteAsync(arguments, context, signals.Token);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            const string reason = "Received a signal before all questions were answered: nothing was written.";
            await context.Output.WriteLineAsync();
            context.Loggers.CreateLogger("ChaosToolkit.Cli.init").LogWarning(reason);
            await engine.Channels.NotifyAsync("init-failed", NotificationPhase.Init, null, reason, CancellationToken.None);
            return ExitCode.Failure;
        }
        catch (ChaosException error)
        {
            await engine.Channels.NotifyAsync("init-failed", NotificationPhase.Init, null, error.Message, CancellationToken.None);
            throw;
        }

        await engine.Channels.NotifyAsync("init-completed", NotificationPhase.Init, experiment, null, CancellationToken.None);
        return ExitCode.Success;
    }

    private static async Task<JsonObject> AskAndWriteAsync(InitArguments arguments, CliContext context, CancellationToken cancellationToken)
    {
        var activities = await ReadActivitiesAsync(arguments.DiscoveryPath, cancellationToken);
        var file = new DocumentFile(arguments.ExperimentPath, InitArguments.ExperimentOption);
        file.EnsureWritable();

        var interviewer = InterviewerFor(context);
        var experiment = await new ExperimentWizard(interviewer, activities).AskAsync(cancellationToken);
        file.Write(experiment);

        var next = experiment["method"] is JsonArray { Count: > 0 } ? $"Run it with: chaos run {file.Path}" : "Its method has no activities yet: write some before you run it.";
        interviewer.Say($"The experiment stands in '{file.Path}'. {next}");
        return experiment;
    }

    private static async Task<IReadOnlyList<DiscoveredActivity>> ReadActivitiesAsync(string? path, CancellationToken cancellationToken)
    {
        if (path is null && !File.Exists(DefaultDiscovery))
        {
            return [];
        }

        var document = await new DocumentLoader().LoadAsync(path ?? DefaultDiscovery, cancellationToken);
        return DiscoveryDocument.Read(path ?? DefaultDiscovery, document.Root);
    }

    private static IInterviewer InterviewerFor(CliContext context)
    {
        if (!Console.IsInputRedirected && !Console.IsOutputRedirected && TerminalInterviewer.CanUse(AnsiConsole.Console))
        {
            return new TerminalInterviewer(AnsiConsole.Console);
        }

        return new LineInterviewer(Console.In, context.Output, isTyped: !Console.IsInputRedirected);
    }
}
