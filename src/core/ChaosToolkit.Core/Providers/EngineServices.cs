using System.Reflection;
using System.Text.Json.Nodes;
using ChaosToolkit.Secrets;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Providers;

/// <summary>What the engine gives to providers, tolerances, controls and notifiers when it makes them: their one constructor parameter, if they have any.</summary>
/// <param name="loggers">Makes loggers; a category's last segment is the module in the log.</param>
/// <param name="time">The clock and its timers.</param>
public sealed class EngineServices(ILoggerFactory loggers, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<Type, object> shared = [];

    /// <summary>Makes loggers; a category's last segment is the module in the log.</summary>
    public ILoggerFactory Loggers { get; } = loggers;

    /// <summary>The clock and its timers.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>The settings; <see langword="null"/> without a settings file.</summary>
    public JsonObject? Settings { get; set; }

    /// <summary>The interpreter that <c>--python</c> names; <see langword="null"/> when it was not given.</summary>
    public string? Python { get; init; }

    /// <summary>The assemblies whose parts the engine has: its own last, and alone by default.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; internal set; } = [typeof(EngineServices).Assembly];

    /// <summary>Masks secrets in all that is written; whoever writes asks it.</summary>
    public SecretMask Mask { get; init; } = new();

    /// <summary>Whether TLS certificates are verified where the document does not say otherwise. The default is true.</summary>
    public bool VerifyTls { get; init; } = true;

    /// <summary>Starts to export traces, metrics and logs where the environment, the settings or a control ask for it; <see langword="null"/> (the default) where who embeds the engine listens.</summary>
    public Func<Telemetry.TelemetryOptions, Telemetry.ITelemetryExport>? TelemetryExporter { get; init; }

    /// <summary>Whom controls ask who need somebody; <see langword="null"/> (the default) when nobody is there.</summary>
    public Controls.People.IPerson? Person { get; set; }

    /// <summary>
    /// Brings out what the logs keep in memory. A run calls it before anything is done to the system and before code of others has its turn: logs may gather lines in between, for a moment.
    /// It must not throw.
    /// </summary>
    /// <value>The default does nothing, for logs that write each line at once.</value>
    public Action FlushLogs { get; init; } = static () => { };

    /// <summary>Where controls write that are asked to write to standard output.</summary>
    /// <value>The default is nowhere; the command line gives its own.</value>
    public Stream StandardOutput { get; init; } = Stream.Null;

    /// <summary>The folders in which .NET extensions are installed, each as <c>NAME/NAME.dll</c>; they are loaded on first need.</summary>
    /// <value>The default is none. The command line gives <see cref="Extensions.ExtensionFolders.Default"/>.</value>
    public IReadOnlyList<string> ExtensionFolders { get; init; } = [];

    /// <summary>A thing that several of those made with these services use together, such as an interpreter; made when first asked for, disposed with them.</summary>
    public T Shared<T>(Func<EngineServices, T> make) where T : class
    {
        lock (gate)
        {
            if (!shared.TryGetValue(typeof(T), out var found))
            {
                shared[typeof(T)] = found = make(this);
            }

            return (T)found;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        object[] all;
        lock (gate)
        {
            all = [.. shared.Values];
            shared.Clear();
        }

        foreach (var one in all)
        {
            switch (one)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync().ConfigureAwait(false);
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }
        }
    }
}
