using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Telemetry;

/// <summary>Whether anything is exported. It is started at most once; what goes wrong with it costs a warning, never the run.</summary>
internal sealed class TelemetrySwitch(EngineServices services) : IAsyncDisposable
{
    private readonly ILogger logger = services.Loggers.CreateLogger("ChaosToolkit.Telemetry.telemetry");
    private ITelemetryExport? export;

    /// <summary>Whether somebody may listen. Without an exporter of ours it is who embeds the engine.</summary>
    public bool IsOn => export is not null || services.TelemetryExporter is null;

    public bool HasExport => export is not null;

    public static TelemetrySwitch Of(EngineServices services) => services.Shared(static all => new TelemetrySwitch(all));

    /// <summary>Starts the export that the environment or the settings ask for, if they do.</summary>
    public void StartAsAsked()
    {
        if (services.TelemetryExporter is not null)
        {
            Start(() => new TelemetryConfiguration(services.Settings?["opentelemetry"] as JsonObject, Environment.GetEnvironmentVariable).Read());
        }
    }

    /// <summary>Starts an export, where none has been started.</summary>
    public void Start(Func<TelemetryOptions?> options)
    {
        try
        {
            if (export is null && services.TelemetryExporter is { } exporter && options() is { } asked)
            {
                export = exporter(asked);
            }
        }
#pragma warning disable CA1031 // what watches a run never ends it
        catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            logger.LogWarning("Traces, metrics and logs are not exported: {Reason}", exception.Message);
        }
    }

    public ValueTask DisposeAsync() => export?.DisposeAsync() ?? ValueTask.CompletedTask;
}
