using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;
using ChaosToolkit.Values;

namespace ChaosToolkit.Toxiproxy.Servers;

/// <summary>Adds toxics to proxies of a server, and takes them away.</summary>
internal sealed class ToxicFunctions(EngineServices services)
{
    private readonly ToxiproxyClient client = ToxiproxyClient.Of(services);
    private readonly FaultLeases leases = FaultLeases.Of(services);

    /// <summary>Adds a toxic of any type: gives whether it has the name that was asked for.</summary>
    public async Task<JsonNode?> CreateAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken)
    {
        var server = ToxiproxyServer.Of(context.Configuration);
        var (proxy, name) = NamesOf(arguments);
        var body = new JsonObject
        {
            ["name"] = name,
            ["type"] = Arguments.Text(arguments, "toxic_type"),
            ["stream"] = arguments["stream"]?.DeepClone(),
            ["toxicity"] = arguments["toxicity"] is null ? null : Arguments.Number(arguments, "toxicity"),
            ["attributes"] = arguments["attributes"]?.DeepClone(),
        };
        if (Arguments.Lease(arguments, context.IsLasting) is { } ttl)
        {
            body["ttl"] = ttl;
        }

        var answer = await client.PostAsync(server, $"{ToxiproxyClient.PathOf(proxy)}/toxics", body, cancellationToken).ConfigureAwait(false);
        if (!answer.IsOk)
        {
            throw new ActivityFailedException($"{server.Display} did not add the toxic '{name}' to the proxy '{proxy}': {answer.Reason}.");
        }

        leases.Keep(server, ToxiproxyClient.PathOf(proxy, name), answer.Body);
        return Value.AsText((answer.Body as JsonObject)?["name"]) == name;
    }

    /// <summary>The toxic is removed. One that is there already is not this action's, which will fail.</summary>
    public async Task<JsonArray> UndoOfCreateAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken)
    {
        var server = ToxiproxyServer.Of(context.Configuration);
        var (proxy, name) = NamesOf(arguments);
        var found = await client.FindProxyAsync(server, proxy, cancellationToken).ConfigureAwait(false);
        return found is null || (found["toxics"] as JsonArray ?? []).Any(toxic => Value.AsText((toxic as JsonObject)?["name"]) == name)
            ? Undo.None
            : Undo.Call("remove_toxic", server, new JsonObject { ["proxy"] = proxy, ["toxic"] = name });
    }

    /// <summary>Removes a toxic: gives whether there was one.</summary>
    public async Task<JsonNode?> DeleteAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken)
    {
        var (proxy, name) = NamesOf(arguments);
        return await RemoveAsync(ToxiproxyServer.Of(context.Configuration), proxy, name, cancellationToken).ConfigureAwait(false) is { IsOk: true };
    }

    public async Task<ToxiproxyAnswer> RemoveAsync(ToxiproxyServer server, string proxy, string toxic, CancellationToken cancellationToken)
    {
        var path = ToxiproxyClient.PathOf(proxy, toxic);
        leases.End(server, path);
        return await client.DeleteAsync(server, path, cancellationToken).ConfigureAwait(false);
    }

    private static (string Proxy, string Toxic) NamesOf(JsonObject arguments) => (Arguments.Name(arguments, "for_proxy"), Arguments.Name(arguments, "toxic_name"));
}
