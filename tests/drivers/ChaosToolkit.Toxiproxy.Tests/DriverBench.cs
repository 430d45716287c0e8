using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using ChaosToolkit.Python.Interpreters;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChaosToolkit.Toxiproxy;

/// <summary>An engine with the driver, whose functions are called as experiments call them.</summary>
internal sealed class DriverBench(string? address = null, TimeProvider? time = null) : IAsyncDisposable
{
    private readonly Engine engine = new(
        new EngineServices(NullLoggerFactory.Instance, time ?? TimeProvider.System), typeof(PythonInterpreter).Assembly, ToxiproxyDriver.Assembly);

    public JsonObject Configuration { get; } = address is null ? [] : new() { ["toxiproxy_url"] = address };

    public Task<JsonNode?> CallAsync(string module, string func, JsonObject arguments, bool isLasting = false) => CallAsync(ProviderOf("python", module, func, arguments), isLasting);

    public Task<JsonNode?> CallAsync(JsonObject provider, bool isLasting = false) =>
        engine.Providers.Find((string?)provider["type"] ?? "")!.ExecuteAsync(CallOf(provider) with { IsLasting = isLasting }, TestContext.Current.CancellationToken); // the tests name some that are there

    public async Task<string> FailureAsync(string module, string func, JsonObject arguments) =>
        (await Assert.ThrowsAsync<ActivityFailedException>(() => CallAsync(module, func, arguments))).Message;

    /// <summary>The provider of what takes a call back; <see langword="null"/> when there is nothing to.</summary>
    public async Task<JsonObject?> UndoAsync(string module, string func, JsonObject arguments)
    {
        var provider = (IUndoProvider)engine.Providers.Find("python")!; // it is there
        var undo = await provider.UndoAsync(CallOf(ProviderOf("python", module, func, arguments)), TestContext.Current.CancellationToken);
        return undo.Count == 0 ? null : (JsonObject)Assert.Single(undo)!["provider"]!.DeepClone();
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    private static JsonObject ProviderOf(string type, string module, string func, JsonObject arguments) =>
        new() { ["type"] = type, ["module"] = module, ["func"] = func, ["arguments"] = arguments.DeepClone() };

    private ActivityCall CallOf(JsonObject provider) =>
        new(new JsonObject { ["type"] = "action", ["name"] = "a", ["provider"] = provider.DeepClone() }, (JsonObject)provider.DeepClone(), Configuration, []);
}
