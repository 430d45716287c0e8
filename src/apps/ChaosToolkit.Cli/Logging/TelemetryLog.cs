using ChaosToolkit.Telemetry;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Logging;

/// <summary>Hands records on to where telemetry goes, once it goes anywhere.</summary>
internal sealed class TelemetryLog : ILogSink
{
    /// <summary>Where records go; <see langword="null"/> for nowhere.</summary>
    public ITelemetryExport? Target { get; set; }

    /// <inheritdoc/>
    public LogLevel Least => Target is null ? LogLevel.None : LogLevel.Information;

    /// <inheritdoc/>
    public void Write(in LogRecord record) => Target?.Log(record.Level, record.Module, record.Message);
}
