using System.Globalization;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Telemetry;

/// <summary>Reads what is to be exported: the standard variables <c>OTEL_*</c> first, then the settings' section <c>opentelemetry</c>.</summary>
internal sealed class TelemetryConfiguration(JsonObject? section, Func<string, string?> environment)
{
    private const int GrpcPort = 4317, HttpPort = 4318, DefaultTimeout = 10_000; // milliseconds

    /// <summary>What is to be exported; <see langword="null"/> where nobody asked.</summary>
    /// <exception cref="ChaosException">What is written cannot be used.</exception>
    public TelemetryOptions? Read()
    {
        if (Is("OTEL_SDK_DISABLED") || Value.AsBoolean(section?["enabled"]) == false)
        {
            return null;
        }

        var options = new TelemetryOptions { Traces = SignalOf("traces"), Metrics = SignalOf("metrics"), Logs = SignalOf("logs") };
        return options is { Traces: null, Metrics: null, Logs: null } ? null
            : (Variable("OTEL_SERVICE_NAME") ?? Value.AsText(section?["service_name"])) is { } name ? options with { ServiceName = name } : options;
    }

    /// <summary>All signals to one collector.</summary>
    /// <param name="host">Its name or address.</param>
    /// <param name="port">Its port; 4318 is spoken to by HTTP, any other by gRPC.</param>
    public static TelemetryOptions Of(string host, int port)
    {
        var configuration = new TelemetryConfiguration(new JsonObject { ["endpoint"] = new UriBuilder("http", host, port).Uri.ToString() }, _ => null);
        return configuration.Read() ?? new TelemetryOptions();
    }

    private TelemetrySignal? SignalOf(string signal)
    {
        var upper = signal.ToUpperInvariant();
        var exporter = Variable($"OTEL_{upper}_EXPORTER");
        var own = Variable($"OTEL_EXPORTER_OTLP_{upper}_ENDPOINT");
        var isAsked = own is not null || exporter == "otlp" || Variable("OTEL_EXPORTER_OTLP_ENDPOINT") is not null || section is not null;
        if (!isAsked || exporter is not (null or "otlp") || (own is null && exporter is null && Value.AsBoolean(section?[signal]) == false))
        {
            return null;
        }

        var written = own ?? Variable("OTEL_EXPORTER_OTLP_ENDPOINT") ?? Value.AsText(section?["endpoint"]);
        var address = written is null ? null
            : Uri.TryCreate(written, UriKind.Absolute, out var read) && read.Scheme is "http" or "https" ? read
            : throw new ChaosException($"'{written}' is no address of a collector: write one such as http://localhost:4317.");
        var protocol = Variable($"OTEL_EXPORTER_OTLP_{upper}_PROTOCOL") ?? Variable("OTEL_EXPORTER_OTLP_PROTOCOL") ?? Value.AsText(section?["protocol"]);
        var isGrpc = protocol switch
        {
            null => address is null || address.Port != HttpPort,
            "grpc" => true,
            "http/protobuf" => false,
            _ => throw new ChaosException($"There is no protocol '{protocol}' here. Write grpc or http/protobuf."),
        };
        address ??= new Uri($"http://localhost:{(isGrpc ? GrpcPort : HttpPort)}");
        return new(isGrpc || own is not null ? address : PathIn(address, signal), isGrpc, HeadersOf(upper), TimeoutOf(upper));
    }

    private static Uri PathIn(Uri address, string signal) => new($"{address.GetLeftPart(UriPartial.Path).TrimEnd('/')}/v1/{signal}");

    private string? HeadersOf(string signal) => Variable($"OTEL_EXPORTER_OTLP_{signal}_HEADERS") ?? Variable("OTEL_EXPORTER_OTLP_HEADERS") ?? section?["headers"] switch
    {
        JsonObject headers => string.Join(',', headers.Select(header => $"{header.Key}={Uri.EscapeDataString(PythonText.Of(header.Value))}")),
        var text => Value.AsText(text),
    };

    private TimeSpan TimeoutOf(string signal) => TimeSpan.FromMilliseconds(
        int.TryParse(Variable($"OTEL_EXPORTER_OTLP_{signal}_TIMEOUT") ?? Variable("OTEL_EXPORTER_OTLP_TIMEOUT"), NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time > 0 ? time : DefaultTimeout);

    private bool Is(string name) => string.Equals(Variable(name), "true", StringComparison.OrdinalIgnoreCase);

    private string? Variable(string name) => environment(name) is { Length: > 0 } value ? value.Trim() : null;
}
