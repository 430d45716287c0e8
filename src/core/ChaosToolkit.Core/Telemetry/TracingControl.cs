using System.Text.Json.Nodes;
using ChaosToolkit.Controls;
using ChaosToolkit.Extensions;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Telemetry;

/// <summary>Exports traces as the configuration says: <c>tracing_provider</c>, <c>tracing_host</c>, <c>tracing_port</c>.</summary>
[Control(Module = "chaostracing.control")]
[PythonModule("chaostracing.control")]
internal sealed class TracingControl(EngineServices services) : IControl, IListener
{
    private const int OtlpPort = 4317, AgentPort = 6831, BinaryAgentPort = 6832;

    private readonly ILogger logger = services.Loggers.CreateLogger("ChaosToolkit.Telemetry.tracing");

    public ValueTask ConfigureAsync(ControlContext context, CancellationToken cancellationToken)
    {
        var telemetry = TelemetrySwitch.Of(services);
        if (telemetry.HasExport)
        {
            logger.LogDebug("The environment or the settings say where traces go; the configuration of the experiment is left aside.");
            return ValueTask.CompletedTask;
        }

        switch ((Value.AsText(context.Configuration["tracing_provider"]) ?? "").ToUpperInvariant())
        {
            case "JAEGER" or "OPENTELEMETRY" or "OTLP":
                telemetry.Start(() => OptionsOf(context.Configuration));
                break;
            case "" or "NOOP":
                logger.LogDebug("The configuration names no 'tracing_provider', so nothing is traced.");
                break;
            case var other:
                logger.LogWarning("Nothing is traced: there is no tracing provider '{Provider}'. Write jaeger or opentelemetry; both are sent OTLP.", other);
                break;
        }

        return ValueTask.CompletedTask;
    }

    private TelemetryOptions OptionsOf(JsonObject configuration)
    {
        var host = Value.AsText(configuration["tracing_host"]) ?? "localhost";
        var written = configuration["tracing_port"];
        var port = written is null ? OtlpPort
            : int.TryParse(PythonText.Of(written), out var number) && number is > 0 and < 65536 ? number
            : throw new ChaosException($"The configuration 'tracing_port' is no port: {PythonText.Repr(written)}.");
        if (port is AgentPort or BinaryAgentPort)
        {
            logger.LogWarning(
                "Port {Port} is that of Jaeger's old agent, which is no more. Traces are sent to {Host}:{OtlpPort} by OTLP; write \"tracing_port\": 4317 (gRPC) or 4318 (HTTP).", port, host, OtlpPort);
            port = OtlpPort;
        }

        return TelemetryConfiguration.Of(host, port) with { Metrics = null, Logs = null };
    }
}
