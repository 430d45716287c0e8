using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Nodes;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Core.Tests.Providers;

/// <summary>An engine's services with one provider, and what it logged.</summary>
internal sealed class ProviderBench(string type) : ILoggerFactory, ILogger, IAsyncDisposable
{
    private readonly ConcurrentQueue<string> lines = new();
    private EngineServices? services;

    public EngineServices Services => services ??= new(this, TimeProvider.System);

    public IReadOnlyList<string> Lines => [.. lines];

    public IProvider Provider => field ??= new Catalog<IProvider>([typeof(IProvider).Assembly], Services, found => found.GetCustomAttribute<ProviderAttribute>()?.Type).Find(type)!;

    public Task<JsonObject> RunAsync(string provider, string configuration = "{}", string secrets = "{}", bool hasTolerance = false) =>
        CallAsync(provider, configuration, secrets, hasTolerance, TestContext.Current.CancellationToken);

    public Task<JsonObject> RunUntilAsync(string provider, CancellationToken cancellationToken) => CallAsync(provider, "{}", "{}", false, cancellationToken);

    private async Task<JsonObject> CallAsync(string provider, string configuration, string secrets, bool hasTolerance, CancellationToken cancellationToken)
    {
        var activity = new JsonObject { ["name"] = "it", ["provider"] = JsonNode.Parse(provider) };
        if (hasTolerance)
        {
            activity["tolerance"] = true;
        }

        var call = new ActivityCall(activity, activity["provider"]!.AsObject(), JsonNode.Parse(configuration)!.AsObject(), JsonNode.Parse(secrets)!.AsObject());
        return (await Provider.ExecuteAsync(call, cancellationToken))!.AsObject();
    }

    public async Task<IReadOnlyList<Diagnostic>> ValidateAsync(string provider, string configuration = "{}")
    {
        var found = new List<Diagnostic>();
        var node = DocumentNode.FromMemory(new JsonObject { ["name"] = "it", ["provider"] = JsonNode.Parse(provider) }, "test.json");
        await Provider.ValidateAsync(
            new ActivityNode(node, node["provider"]!), new ValidationContext(found, JsonNode.Parse(configuration)!.AsObject(), []), CancellationToken.None);
        return found;
    }

    public async Task<string[]> CodesAsync(string provider, string configuration = "{}") => [.. (await ValidateAsync(provider, configuration)).Select(found => found.Code)];

    public static string Json(JsonNode? value) => JsonText.Of(value);

    ILogger ILoggerFactory.CreateLogger(string categoryName) => this;

    void ILoggerFactory.AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue($"{logLevel}: {formatter(state, exception)}");

    void IDisposable.Dispose()
    {
    }

    public ValueTask DisposeAsync() => Services.DisposeAsync();
}
