using System.Collections.Concurrent;
using ChaosToolkit.Cli.Terminal;
using ChaosToolkit.Secrets;
using ChaosToolkit.Telemetry;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Logging;

/// <summary>Makes loggers that write to the console and to the log file. Disposed, it has written everything, and takes nothing more.</summary>
internal sealed class ChaosLoggerFactory : ILoggerFactory, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ILogger> loggers = new(StringComparer.Ordinal);
    private readonly TimeProvider time;
    private readonly ConsoleLog console;
    private readonly LogFile? file;
    private readonly TelemetryLog telemetry = new();

    private ChaosLoggerFactory(LoggingOptions options, Stream consoleStream, TimeProvider time)
    {
        this.time = time;
        Mask = options.Mask;
        ContextId = Guid.NewGuid();
        ILogFormat format = options.Json
            ? new JsonLogFormat(ContextId)
            : new TextLogFormat(withSource: options.Verbose, withTrace: false, options.Coloured);
        Area = new LiveArea(consoleStream, TerminalSize.OfError);
        console = new ConsoleLog(Area, format, options.Verbose ? LogLevel.Debug : LogLevel.Information, time);
        Area.Suspending = console.Flush;
        file = OpenFile(options);
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        AppDomain.CurrentDomain.UnhandledException += OnCrash;
    }

    /// <summary>What all records of this command have in common.</summary>
    public Guid ContextId { get; }

    /// <summary>The end of what the console shows: rows there stay below the log.</summary>
    public LiveArea Area { get; }

    /// <summary>Masks secrets in what is logged.</summary>
    public SecretMask Mask { get; }

    /// <summary>Opens the log. A log file that cannot be opened costs a warning on the console, not the run.</summary>
    public static ChaosLoggerFactory Open(LoggingOptions options, Stream console, TimeProvider time) => new(options, console, time);

    /// <summary>Hands the log from now on to an export as well.</summary>
    public void Forward(ITelemetryExport export) => telemetry.Target = export;

    /// <summary>From here on lines below WARNING gather until <see cref="Flush"/>, for a moment at most.</summary>
    /// <returns>Disposed, each line is written at once again.</returns>
    public IDisposable Gather()
    {
        SetGathering(true);
        return new Gathering(this);
    }

    /// <summary>Writes what has gathered.</summary>
    public void Flush()
    {
        console.Flush();
        file?.Flush();
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => loggers.GetOrAdd(
        categoryName,
        static (category, factory) => new ChaosLogger(factory.file is null ? [factory.console, factory.telemetry] : [factory.console, factory.file, factory.telemetry], factory.Mask, factory.time, category[(category.LastIndexOf('.') + 1)..]),
        this);

    /// <summary>Not supported: where the log goes is decided by the command line.</summary>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Where the log goes is decided by the command line.");

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        AppDomain.CurrentDomain.UnhandledException -= OnCrash;
        console.Dispose();
        file?.Dispose();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void SetGathering(bool isOn)
    {
        console.IsGathering = isOn;
        file?.IsGathering = isOn;
        Flush();
    }

    private LogFile? OpenFile(LoggingOptions options)
    {
        if (options.File is not { } path)
        {
            return null;
        }

        try
        {
            var format = new TextLogFormat(withSource: true, withTrace: options.FileLevel <= LogLevel.Debug, coloured: false, Mask);
            return new LogFile(path, format, options.FileLevel, time, reason => Warn($"The log file '{path}' cannot be written to any more: {reason}"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Warn($"The log file '{path}' cannot be opened, so there is none: {error.Message} Give another one with --log-file, or --no-log-file.");
            return null;
        }
    }

    // Straight to the console, for the file is what does not work.
    private void Warn(string message) =>
        console.Write(new LogRecord(time.GetLocalNow(), LogLevel.Warning, "logging", 0, message, null, null));

    private void OnExit(object? sender, EventArgs e) => Flush();

    private void OnCrash(object sender, UnhandledExceptionEventArgs crash)
    {
        CreateLogger("cli").LogCritical(crash.ExceptionObject as Exception, "An error of chaos itself ended it at once. Please report it; the log file has the details.");
        Flush();
    }

    private sealed class Gathering(ChaosLoggerFactory factory) : IDisposable
    {
        public void Dispose() => factory.SetGathering(false);
    }
}
