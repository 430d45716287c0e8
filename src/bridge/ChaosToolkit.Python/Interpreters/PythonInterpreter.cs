using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Python.Interpreters;

/// <summary>The one Python interpreter of an engine, which all activities, controls and plugins share. It starts when it is first needed, and anew after it ended.</summary>
public sealed class PythonInterpreter : IAsyncDisposable
{
    private readonly EngineServices services;
    private readonly ILogger log;
    private readonly ConcurrentDictionary<string, ILogger> loggers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, Action<JsonElement>> registries = new();
    private readonly SemaphoreSlim starting = new(1);
    private readonly List<Func<InterpreterProcess, CancellationToken, Task>> afterRestart = [];
    private readonly Lock gate = new();
    private InterpreterProcess? process;
    private bool isDisposed;
    private JsonObject? toldSettings;
    private int lastRegistry;

    /// <summary>Makes the interpreter of an engine, which has one: use <see cref="Of"/>.</summary>
    private PythonInterpreter(EngineServices services)
    {
        this.services = services;
        log = services.Loggers.CreateLogger("chaostoolkit.python");
    }

    /// <summary>
    /// Python code asked for the end of the run by a signal to its own process (<c>chaoslib.exit</c>) while no foreground activity was under way there: 20 (SIGUSR1: gracefully),
    /// 30 (SIGUSR2: without rollbacks) or 15 (SIGTERM: interrupt). Raised on the thread that hears the interpreter: hand over, do not wait. During a foreground activity, 20
    /// and 30 end that with an <see cref="ExitRequestedException"/> instead.
    /// </summary>
    public event Action<int>? ExitRequested;

    /// <summary>Whether it runs now.</summary>
    public bool IsRunning => process is { HasEnded: false };

    /// <summary>The process's id, for those who must end it when this process cannot; <see langword="null"/> while none runs.</summary>
    public int? ProcessId { get; private set; }

    /// <summary>The interpreter of an engine.</summary>
    public static PythonInterpreter Of(EngineServices services) => services.Shared(static all => new PythonInterpreter(all));

    /// <summary>Which interpreter it is, and its version; <see langword="null"/> when there is none.</summary>
    /// <exception cref="ChaosException">One was named that is not there, is not Python or is too old.</exception>
    public async Task<InterpreterDetails?> DescribeAsync(CancellationToken cancellationToken) =>
        InterpreterChoice.Find(services) is { } choice ? await InterpreterDetails.AskAsync(choice, services.Time, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>The installed packages that belong to the ecosystem: <c>name</c>, <c>version</c>, <c>summary</c>, <c>license</c>, <c>url</c>, <c>modules</c>, <c>cli_plugins</c>.</summary>
    public async Task<JsonArray> ListExtensionsAsync(CancellationToken cancellationToken) =>
        (JsonArray)Wire.Read(await AskAsync("extensions", false, static _ => { }, cancellationToken).ConfigureAwait(false))!; // a list always

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        isDisposed = true;
        if (process is { } last)
        {
            process = null;
            await last.DisposeAsync().ConfigureAwait(false);
        }

        starting.Dispose();
    }

    /// <summary>Whether a module can be imported; it is not.</summary>
    internal async Task<bool> HasModuleAsync(string module, CancellationToken cancellationToken) =>
        (await AskAsync("find_module", false, request => request.Add("module", module), cancellationToken).ConfigureAwait(false)).GetBoolean();

    /// <summary>Asks the interpreter, which is started if need be.</summary>
    /// <exception cref="InterpreterException">The code ended with an exception.</exception>
    /// <exception cref="InterpreterEndedException">The interpreter ended before it answered.</exception>
    /// <exception cref="ChaosException">There is no interpreter.</exception>
    internal async Task<JsonElement> AskAsync(string operation, bool inBackground, Action<Request> write, CancellationToken cancellationToken)
    {
        var running = process is { HasEnded: false } now ? now : await StartAsync(cancellationToken).ConfigureAwait(false);
        TellSettings(running);
        return await running.AskAsync(operation, inBackground, write, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Has something done whenever the interpreter was started anew.</summary>
    internal void AfterRestart(Func<InterpreterProcess, CancellationToken, Task> action)
    {
        lock (gate)
        {
            afterRestart.Add(action);
        }
    }

    /// <summary>Ends what <see cref="AfterRestart"/> began.</summary>
    internal void Forget(Func<InterpreterProcess, CancellationToken, Task> action)
    {
        lock (gate)
        {
            afterRestart.Remove(action);
        }
    }

    /// <summary>A number for a registry of event handlers; <paramref name="onChange"/> hears which events they want.</summary>
    internal int AddRegistry(Action<JsonElement> onChange)
    {
        var number = Interlocked.Increment(ref lastRegistry);
        registries[number] = onChange;
        return number;
    }

    private async Task<InterpreterProcess> StartAsync(CancellationToken cancellationToken)
    {
        await starting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (process is { HasEnded: false } running)
            {
                return running;
            }

            var previous = process;
            var choice = InterpreterChoice.Find(services) ?? throw new InterpreterMissingException();
            var details = await InterpreterDetails.AskAsync(choice, services.Time, cancellationToken).ConfigureAwait(false);
            var started = await InterpreterProcess.StartAsync(details, services.Time, services.Loggers.CreateLogger("chaostoolkit"), Notice, cancellationToken).ConfigureAwait(false);
            toldSettings = null;
            started.Listen();
            try
            {
                if (previous is not null)
                {
                    process = null;
                    await RestartedAsync(previous, started, cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                // Whatever became of it, it is there, and is to be ended with the engine.
                process = started;
            }

            return started;
        }
        finally
        {
            starting.Release();
        }
    }

    private async Task RestartedAsync(InterpreterProcess previous, InterpreterProcess started, CancellationToken cancellationToken)
    {
        await previous.DisposeAsync().ConfigureAwait(false);
        log.LogWarning("The Python interpreter had ended and was started anew: what modules kept in memory is lost");
        TellSettings(started);
        Func<InterpreterProcess, CancellationToken, Task>[] actions;
        lock (gate)
        {
            actions = [.. afterRestart];
        }

        foreach (var action in actions)
        {
            await action(started, cancellationToken).ConfigureAwait(false);
        }
    }

    private void TellSettings(InterpreterProcess running)
    {
        var settings = services.Settings;
        if (ReferenceEquals(settings, toldSettings) && settings is null)
        {
            return;
        }

        running.Connection.TellSettings(settings, isNew: !ReferenceEquals(settings, toldSettings));
        toldSettings = settings;
    }

    private void Notice(JsonElement notice)
    {
        if (notice.TryGetProperty("log", out var record))
        {
            Log(record, notice);
        }
        else if (notice.TryGetProperty("exit", out var exit))
        {
            ExitRequested?.Invoke(exit.GetInt32());
        }
        else if (notice.TryGetProperty("registry", out var registry) && registries.TryGetValue(registry.GetInt32(), out var onChange))
        {
            onChange(notice.GetProperty("events"));
        }
        else if (notice.TryGetProperty("pid", out var pid))
        {
            ProcessId = pid.GetInt32();
        }
    }

    private void Log(JsonElement record, JsonElement notice)
    {
        var level = record[0].GetInt32() switch
        {
            >= 50 => LogLevel.Critical,
            >= 40 => LogLevel.Error,
            >= 30 => LogLevel.Warning,
            >= 20 => LogLevel.Information,
            >= 10 => LogLevel.Debug,
            _ => LogLevel.Trace,
        };
        var module = record[1].GetString() ?? "python";
        var message = record[3].GetString() ?? "";
        if (notice.TryGetProperty("trace", out var trace))
        {
            message = $"{message}\n{trace.GetString()}";
        }

        var logger = loggers.GetOrAdd(module, services.Loggers.CreateLogger);
        logger.Log(level, default, new PythonLogOrigin(module, record[2].GetInt32()) { Message = message }, null, static (origin, _) => origin.Message);
    }
}
