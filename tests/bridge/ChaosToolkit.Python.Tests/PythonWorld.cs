using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Python.Interpreters;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Python.Tests;

/// <summary>An engine's services with a real interpreter, and a folder of modules that it can import.</summary>
internal sealed class PythonWorld : IAsyncDisposable, ILoggerFactory
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("modules-");
    private readonly SemaphoreSlim logged = new(0);
    private bool isKnown;

    internal PythonWorld(string? python = null, JsonObject? settings = null) =>
        Services = new EngineServices(this, TimeProvider.System) { Python = python, Settings = settings };

    internal EngineServices Services { get; }

    internal ConcurrentQueue<(LogLevel Level, string Category, string Message, object? State)> Log { get; } = new();

    internal PythonInterpreter Interpreter => PythonInterpreter.Of(Services);

    internal PythonProvider Provider => field ??= new PythonProvider(Services);

    internal string Folder => folder.FullName;

    internal JsonObject Configuration { get; } = [];

    internal JsonObject Secrets { get; } = [];

    internal void Module(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name.Replace('.', '/') + ".py");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    internal async Task<JsonNode?> Call(string module, string func, JsonObject? arguments = null, JsonNode? secrets = null, bool inBackground = false, JsonObject? extra = null, CancellationToken? token = null)
    {
        await KnowFolder();
        return await Provider.ExecuteAsync(Activity(module, func, arguments, secrets, inBackground, extra), token ?? TestContext.Current.CancellationToken);
    }

    internal async Task<List<Diagnostic>> Validate(string module, string func, JsonObject? arguments = null)
    {
        await KnowFolder();
        var found = new List<Diagnostic>();
        var node = DocumentNode.FromMemory(Activity(module, func, arguments, null, false, null).Activity, "experiment.json");
        await Provider.ValidateAsync(new ActivityNode(node, node["provider"]!), new ValidationContext(found, Configuration, Secrets), TestContext.Current.CancellationToken);
        return found;
    }

    // The folder goes where PYTHONPATH would put it, without touching this process's environment, which other tests share.
    internal async Task KnowFolder()
    {
        if (!isKnown)
        {
            isKnown = true;
            await Provider.ExecuteAsync(Activity("site", "addsitedir", new() { ["sitedir"] = Folder }, null, false, null), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until a message is logged.</summary>
    internal async Task LoggedAsync(string message)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (!Log.Any(record => record.Message.Contains(message, StringComparison.Ordinal)))
        {
            await logged.WaitAsync(limit.Token);
        }
    }

    internal void ForgetFolder() => isKnown = false;

    internal void AssumeFolder() => isKnown = true;

    internal ActivityCall Activity(string module, string func, JsonObject? arguments, JsonNode? secrets, bool inBackground, JsonObject? extra)
    {
        var provider = new JsonObject { ["type"] = "python", ["module"] = module, ["func"] = func };
        if (arguments is not null)
        {
            provider["arguments"] = arguments;
        }

        if (secrets is not null)
        {
            provider["secrets"] = secrets;
        }

        var activity = new JsonObject { ["type"] = "action", ["name"] = "step", ["provider"] = provider };
        return new ActivityCall(activity, provider, Configuration, Secrets, inBackground) { ExtraArguments = extra };
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        folder.Delete(recursive: true);
    }

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(PythonWorld world, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            world.Log.Enqueue((logLevel, category, formatter(state, exception), state));
            world.logged.Release();
        }
    }
}
