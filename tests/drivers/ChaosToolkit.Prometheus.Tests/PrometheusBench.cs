using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using ChaosToolkit.Python.Interpreters;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChaosToolkit.Prometheus;

/// <summary>Calls probes as experiments do.</summary>
internal static class PrometheusBench
{
    public const string Published = "chaosprometheus.probes", OfArticles = "chaoslib.probes.prometheus";

    public static async Task<JsonNode?> CallAsync(
        string func, JsonObject arguments, string? address = null, JsonObject? secrets = null, string module = Published, string provider = "python", TimeProvider? time = null)
    {
        await using var engine = new Engine(
            new EngineServices(NullLoggerFactory.Instance, time ?? TimeProvider.System), typeof(PythonInterpreter).Assembly, typeof(PrometheusProbes).Assembly);
        var definition = new JsonObject { ["type"] = provider, ["module"] = module, ["func"] = func, ["arguments"] = arguments };
        if (secrets is not null)
        {
            definition["secrets"] = new JsonArray("monitoring");
        }

        var configuration = address is null ? new JsonObject() : new JsonObject { ["prometheus_base_url"] = address };
        var call = new ActivityCall(
            new JsonObject { ["type"] = "probe", ["name"] = "p", ["provider"] = definition.DeepClone() }, definition, configuration, new JsonObject { ["monitoring"] = secrets });
        return await (engine.Providers.Find(provider) ?? throw new InvalidOperationException()).ExecuteAsync(call, TestContext.Current.CancellationToken);
    }

    public static async Task<string> FailureAsync(string func, JsonObject arguments, string? address = null, JsonObject? secrets = null, string module = Published) =>
        (await Assert.ThrowsAsync<ActivityFailedException>(() => CallAsync(func, arguments, address, secrets, module))).Message;
}
