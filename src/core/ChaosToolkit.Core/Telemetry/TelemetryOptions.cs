namespace ChaosToolkit.Telemetry;

/// <summary>What of a run is exported, and where to.</summary>
public sealed record TelemetryOptions
{
    /// <summary>The name of the source of spans and of the meter, for those who listen.</summary>
    public const string SourceName = "ChaosToolkit";

    /// <summary>The name under which runs appear. The default is <c>chaostoolkit</c>.</summary>
    public string ServiceName { get; init; } = "chaostoolkit";

    /// <summary>Where spans go; <see langword="null"/> (the default) for nowhere.</summary>
    public TelemetrySignal? Traces { get; init; }

    /// <summary>Where metrics go; <see langword="null"/> (the default) for nowhere.</summary>
    public TelemetrySignal? Metrics { get; init; }

    /// <summary>Where the log goes beside console and file; <see langword="null"/> (the default) for nowhere.</summary>
    public TelemetrySignal? Logs { get; init; }
}

/// <summary>Where one kind of telemetry goes, by OTLP.</summary>
/// <param name="Endpoint">The collector; with the path where it is spoken to by HTTP.</param>
/// <param name="IsGrpc">Whether it is spoken to by gRPC; else by HTTP with protobuf.</param>
/// <param name="Headers">Headers to send, as <c>name=value,name=value</c>; <see langword="null"/> for none.</param>
/// <param name="Timeout">How long one export may take.</param>
public sealed record TelemetrySignal(Uri Endpoint, bool IsGrpc, string? Headers, TimeSpan Timeout);
