using ChaosToolkit.Notifications;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Commands;

/// <summary>Discovers the package that a command line names, and writes its document.</summary>
internal static class DiscoverPackage
{
    public static async Task<int> RunAsync(DiscoverArguments arguments, Engine engine, CancellationToken cancellationToken)
    {
        var logger = engine.Services.Loggers.CreateLogger("ChaosToolkit.Cli.discover");
        using var signals = new StopSignals(cancellationToken);
        await NotifyAsync("discover-started", null);
        try
        {
            var file = new DocumentFile(arguments.DiscoveryPath, DiscoverArguments.PathOption);
            file.EnsureWritable();
            var document = await engine.Discovery.DiscoverAsync(arguments.Package, arguments.SystemInfo, arguments.Install, signals.Token);
            file.Write(document);
            logger.LogInformation("Discovery outcome saved in {Path}", file.Path);
            await engine.Channels.NotifyAsync("discover-completed", NotificationPhase.Discovery, document, null, CancellationToken.None);
            return ExitCode.Success;
        }
        catch (DiscoveryFailedException error)
        {
            logger.LogCritical(error, "{Reason}", error.Message);
            await NotifyAsync("discover-failed", error.Message);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            const string reason = "Received a signal before the discovery ended: nothing was written.";
            logger.LogWarning(reason);
            await NotifyAsync("discover-failed", reason);
        }
        catch (ChaosException error)
        {
            await NotifyAsync("discover-failed", error.Message);
            throw;
        }

        return ExitCode.Failure;

        Task NotifyAsync(string name, string? error) =>
            engine.Channels.NotifyAsync(name, NotificationPhase.Discovery, Value.Text(arguments.Package), error, CancellationToken.None);
    }
}
