using ChaosToolkit.Secrets;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Logging;

/// <summary>Hands records, with secrets masked, to the sinks that take their level.</summary>
internal sealed class ChaosLogger(ILogSink[] sinks, SecretMask mask, TimeProvider time, string module) : ILogger
{
    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel)
    {
        if (logLevel == LogLevel.None)
        {
            return false;
        }

        foreach (var sink in sinks)
        {
            if (logLevel >= sink.Least)
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var facts = LogFacts.Of(state);
        var record = new LogRecord(time.GetLocalNow(), logLevel, facts.PythonModule ?? module, facts.PythonLine, mask.Apply(formatter(state, exception)), facts.Explanation is { } lines ? mask.Apply(lines) : null, exception);
        foreach (var sink in sinks)
        {
            if (logLevel >= sink.Least)
            {
                sink.Write(record);
            }
        }
    }

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
}
