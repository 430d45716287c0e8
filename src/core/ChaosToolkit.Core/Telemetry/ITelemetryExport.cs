using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Telemetry;

/// <summary>Exports what <see cref="TelemetryOptions.SourceName"/> names: listens to the source and the meter of that name. Disposed, it has sent what it could in a short time.</summary>
public interface ITelemetryExport : IAsyncDisposable
{
    /// <summary>Takes a line of the log; secrets are masked.</summary>
    /// <param name="level">How much it weighs.</param>
    /// <param name="module">Where it comes from.</param>
    /// <param name="message">What happened.</param>
    void Log(LogLevel level, string module, string message);
}
