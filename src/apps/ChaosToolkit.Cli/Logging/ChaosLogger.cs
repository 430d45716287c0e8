using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Logging;

/// <summary>Hands records to the sinks that take their level.</summary>
internal sealed class ChaosLogger(ILogSink[] sinks, TimeProvider time, string module) : ILogger
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
        var record = new LogRecord(time.GetLocalNow(), logLevel, facts.PythonModule ?? module, facts.PythonLine, formatter(state, exception), facts.Explanation, exception);
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
