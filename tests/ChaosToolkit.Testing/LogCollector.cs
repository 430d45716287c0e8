using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Testing;

/// <summary>Keeps what is logged, from any thread, and lets a test wait for a line.</summary>
public sealed class LogCollector : ILoggerFactory
{
    private readonly Lock gate = new();
    private readonly List<(LogLevel Level, string Message)> records = [];
    private readonly List<(string Part, TaskCompletionSource Found)> awaited = [];

    /// <summary>The messages so far, of every level.</summary>
    public IReadOnlyList<(LogLevel Level, string Message)> Records
    {
        get
        {
            lock (gate)
            {
                return [.. records];
            }
        }
    }

    /// <summary>The messages at INFO and above, as <c>INFO message</c>.</summary>
    public IReadOnlyList<string> Lines => [.. Records.Where(record => record.Level >= LogLevel.Information).Select(record => $"{NameOf(record.Level)} {record.Message}")];

    /// <summary>Completes when a message was logged that contains a text.</summary>
    public Task LineAsync(string part)
    {
        lock (gate)
        {
            if (records.Exists(record => record.Message.Contains(part, StringComparison.Ordinal)))
            {
                return Task.CompletedTask;
            }

            var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited.Add((part, found));
            return found.Task;
        }
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Collecting(this);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARNING",
        LogLevel.Error => "ERROR",
        _ => "CRITICAL",
    };

    private void Add(LogLevel level, string message)
    {
        lock (gate)
        {
            records.Add((level, message));
            awaited.Where(one => message.Contains(one.Part, StringComparison.Ordinal)).ToList().ForEach(one => one.Found.TrySetResult());
        }
    }

    private sealed class Collecting(LogCollector owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner.Add(logLevel, formatter(state, exception));
    }
}
