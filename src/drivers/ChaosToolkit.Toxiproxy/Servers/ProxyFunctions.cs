using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Toxiproxy.Servers;

/// <summary>Creates, changes and looks at the proxies of a server.</summary>
internal sealed class ProxyFunctions(EngineServices services)
{
    private const string FromEnvironment = "env:";

    private readonly ToxiproxyClient client = ToxiproxyClient.Of(services);
    private readonly FaultLeases leases = FaultLeases.Of(services);
    private readonly ILogger logger = services.Loggers.CreateLogger("ChaosToolkit.Toxiproxy.toxiproxy");

    /// <summary>Creates a proxy and tells its port in the configuration, as <c>NAME_PORT</c>.</summary>
    public async Task<JsonNode?> CreateAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken)
    {
        var server = ToxiproxyServer.Of(context.Configuration);
        var name = Arguments.Name(arguments, "proxy_name");
        var body = new JsonObject
        {
            ["name"] = name,
            ["listen"] = $"{PythonText.Of(arguments["listen_host"])}:{PythonText.Of(arguments["listen_port"])}",
            ["upstream"] = $"{Resolved(arguments["upstream_host"])}:{Resolved(arguments["upstream_port"])}",
            ["enabled"] = arguments["enabled"]?.DeepClone(),
        };
        var answer = await client.PostAsync(server, "proxies", body, cancellationToken).ConfigureAwait(false);
        if (!answer.IsOk)
        {
            throw new ActivityFailedException($"{server.Display} did not create the proxy '{name}': {answer.Reason}.");
        }

        ProxyPort.Tell(name, Value.AsText((answer.Body as JsonObject)?["listen"]), context.Configuration);
        return true;
    }

    /// <summary>The proxy is deleted. One that is there already is not this action's, which will fail.</summary>
    public async Task<JsonArray> UndoOfCreateAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken)
    {
        var server = ToxiproxyServer.Of(context.Configuration);
        var name = Arguments.Name(arguments, "proxy_name");
        return await client.FindProxyAsync(server, name, cancellationToken).ConfigureAwait(false) is null ? Undo.Call("remove_proxy", server, new JsonObject { ["proxy"] = name }) : Undo.None;
    }

    /// <summary>Changes what is given of a proxy.</summary>
    public async Task<JsonNode?> ModifyAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken)
    {
        var server = ToxiproxyServer.Of(context.Configuration);
        var name = Arguments.Name(arguments, "proxy_name");
        var change = ChangeOf(arguments);
        if (Value.AsBoolean(change["enabled"]) == false && Arguments.Lease(arguments, context.IsLasting) is { } ttl && await IsOursAsync(server, name, cancellationToken).ConfigureAwait(false))
        {
            change["ttl"] = ttl;
        }

        var answer = await ChangeAsync(server, name, change, cancellationToken).ConfigureAwait(false);
        if (!answer.IsOk)
        {
            throw new ActivityFailedException($"{server.Display} did not change the proxy '{name}': {answer.Reason}.");
        }

        if (change["ttl"] is not null)
        {
            leases.Keep(server, ToxiproxyClient.PathOf(name), answer.Body);
        }

        ProxyPort.Tell(name, Value.AsText((answer.Body as JsonObject)?["listen"]), context.Configuration);
        return true;
    }

    /// <summary>What was changed becomes as it was. That a proxy was enabled is no fault, and stays.</summary>
    public async Task<JsonArray> UndoOfModifyAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken)
    {
        var server = ToxiproxyServer.Of(context.Configuration);
        var name = Arguments.Name(arguments, "proxy_name");
        if (await client.FindProxyAsync(server, name, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return Undo.None;
        }

        var former = new JsonObject { ["proxy"] = name };
        foreach (var (member, wanted) in ChangeOf(arguments))
        {
            if (!PythonComparison.AreEqual(found[member], wanted) && !(member == "enabled" && Value.AsBoolean(wanted) == true))
            {
                former[member] = found[member]?.DeepClone();
            }
        }

        return former.Count > 1 ? Undo.Call("restore_proxy", server, former) : Undo.None;
    }

    /// <summary>Deletes a proxy. As in the published extension a failure is only told of.</summary>
    public async Task<JsonNode?> DeleteAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken)
    {
        var server = ToxiproxyServer.Of(context.Configuration);
        var name = Arguments.Name(arguments, "proxy_name");
        try
        {
            if (await RemoveAsync(server, name, cancellationToken).ConfigureAwait(false) is { IsOk: false } answer)
            {
                logger.LogWarning("{Server} did not delete the proxy '{Proxy}': {Reason}", server.Display, name, answer.Reason);
            }
        }
        catch (ActivityFailedException exception)
        {
            logger.LogWarning("The proxy '{Proxy}' was not deleted: {Reason}", name, exception.Message);
        }

        return null;
    }

    /// <summary>Enables all proxies of the server and removes all toxics.</summary>
    public async Task<JsonNode?> ResetAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken)
    {
        var server = ToxiproxyServer.Of(context.Configuration);
        leases.End(server, "");
        var answer = await client.PostAsync(server, "reset", null, cancellationToken).ConfigureAwait(false);
        return answer.IsOk ? true : throw new ActivityFailedException($"{server.Display} was not reset: {answer.Reason}.");
    }

    public async Task<JsonNode?> ExistsAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken) =>
        await FindAsync(arguments, context, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Gives a member of a proxy; nothing where there is no such proxy.</summary>
    public async Task<JsonNode?> AttributeAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken)
    {
        if (await FindAsync(arguments, context, cancellationToken).ConfigureAwait(false) is not { } proxy)
        {
            return null;
        }

        var member = Arguments.Text(arguments, "attribute");
        return proxy.TryGetPropertyValue(member, out var value) ? value?.DeepClone()
            : throw new ActivityFailedException($"A proxy has no attribute '{member}'. It has: {string.Join(", ", proxy.Select(one => one.Key))}.");
    }

    public async Task<ToxiproxyAnswer> ChangeAsync(ToxiproxyServer server, string name, JsonObject change, CancellationToken cancellationToken)
    {
        var path = ToxiproxyClient.PathOf(name);
        if (Value.AsBoolean(change["enabled"]) == true)
        {
            leases.EndOne(server, path);
        }

        return await client.PostAsync(server, path, change, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ToxiproxyAnswer> RemoveAsync(ToxiproxyServer server, string name, CancellationToken cancellationToken)
    {
        var path = ToxiproxyClient.PathOf(name);
        leases.End(server, path);
        return await client.DeleteAsync(server, path, cancellationToken).ConfigureAwait(false);
    }

    private Task<JsonObject?> FindAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken) =>
        client.FindProxyAsync(ToxiproxyServer.Of(context.Configuration), Arguments.Name(arguments, "proxy_name"), cancellationToken);

    // Whether its being disabled is this run's doing. Who disabled it before may have done so for good, or renews a lease of his own.
    private async Task<bool> IsOursAsync(ToxiproxyServer server, string name, CancellationToken cancellationToken) =>
        leases.Has(server, ToxiproxyClient.PathOf(name))
        || (await client.FindProxyAsync(server, name, cancellationToken).ConfigureAwait(false) is { } found && Value.AsBoolean(found["enabled"]) != false);

    private static JsonObject ChangeOf(JsonObject arguments)
    {
        var change = new JsonObject();
        foreach (var (member, argument) in new[] { ("listen", "listen_address"), ("upstream", "upstream_address"), ("enabled", "enabled") })
        {
            if (arguments[argument] is { } value)
            {
                change[member] = value.DeepClone();
            }
        }

        return change;
    }

    // As the published extension has it: "env:NAME" stands for an environment variable.
    private static string Resolved(JsonNode? value)
    {
        var text = PythonText.Of(value);
        return !text.StartsWith(FromEnvironment, StringComparison.Ordinal) ? text
            : Environment.GetEnvironmentVariable(text[FromEnvironment.Length..])
            ?? throw new ActivityFailedException($"The environment variable '{text[FromEnvironment.Length..]}' is not set, which the argument '{text}' asks for.");
    }
}
