using System.Collections.Concurrent;
using ChaosToolkit.Telemetry;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ChaosToolkit.OpenTelemetry;

/// <summary>Sends the spans, metrics and log of runs to a collector by OTLP.</summary>
public sealed class OpenTelemetryExport : ITelemetryExport
{
    // What a collector that does not answer costs a run at its end, at most.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // What drivers tell of themselves, as the faults of proxies.
    private const string DriversSources = TelemetryOptions.SourceName + ".*";

    private readonly TracerProvider? tracer;
    private readonly MeterProvider? meter;
    private readonly ILoggerFactory? loggers;
    private readonly ConcurrentDictionary<string, ILogger>? byModule; // with loggers
    private bool isDisposed;

    private OpenTelemetryExport(TelemetryOptions options)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(options.ServiceName);
        if (options.Traces is { } traces)
        {
            tracer = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(TelemetryOptions.SourceName, DriversSources).AddOtlpExporter(exporter => Apply(traces, exporter)).Build();
        }

        if (options.Metrics is { } metrics)
        {
            meter = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(TelemetryOptions.SourceName).AddOtlpExporter(exporter => Apply(metrics, exporter)).Build();
        }

        if (options.Logs is { } logs)
        {
            byModule = new();
            loggers = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddOpenTelemetry(logging =>
            {
                logging.IncludeFormattedMessage = true;
                logging.SetResourceBuilder(resource).AddOtlpExporter(exporter => Apply(logs, exporter));
            }));
        }
    }

    /// <summary>Starts to listen and to send, beside the run.</summary>
    /// <param name="options">What goes where.</param>
    public static OpenTelemetryExport Start(TelemetryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(options);
    }

    /// <inheritdoc/>
    public void Log(LogLevel level, string module, string message)
    {
        if (!isDisposed)
        {
            byModule?.GetOrAdd(module, static (name, all) => all.CreateLogger(name), loggers!).Log(level, default, message, null, static (text, _) => text);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        var limit = (int)Patience.TotalMilliseconds;
        var sending = Task.WhenAll(Beside(() => tracer?.Shutdown(limit)), Beside(() => meter?.Shutdown(limit)), Beside(() => loggers?.Dispose()));

        // What is not sent by then is lost; nobody waits for it.
        await Task.WhenAny(sending, Task.Delay(Patience, TimeProvider.System)).ConfigureAwait(false);
    }

    // Each blocks a thread until it is done: of the pool there may be two, and what they send needs them.
    private static Task Beside(Action send) => Task.Factory.StartNew(send, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Apply(TelemetrySignal signal, OtlpExporterOptions exporter)
    {
        exporter.Endpoint = signal.Endpoint;
        exporter.Protocol = signal.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        exporter.TimeoutMilliseconds = (int)signal.Timeout.TotalMilliseconds;
        if (signal.Headers is { } headers)
        {
            exporter.Headers = headers;
        }
    }
}
