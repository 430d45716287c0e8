using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;
using ChaosToolkit.Toxiproxy.Servers;

namespace ChaosToolkit.Toxiproxy;

/// <summary>The actions on proxies of the published extension, under its names; <c>reset</c> and <c>ttl</c> are additions.</summary>
[PythonModule("chaostoxi.proxy.actions")]
internal sealed class ProxyModule(EngineServices services) : INativeModule
{
    private static readonly NativeParameter Name = new("proxy_name"), Ttl = new("ttl", false, 30);

    public IEnumerable<INativeFunction> Functions => field ??= FunctionsOf(new ProxyFunctions(services));

    private static NativeFunction[] FunctionsOf(ProxyFunctions functions) =>
    [
        new(
            "create_proxy",
            [Name, new("upstream_host"), new("upstream_port"), new("listen_host", false, "0.0.0.0"), new("listen_port", false, 0), new("enabled", false, true)],
            functions.CreateAsync)
        {
            Undo = functions.UndoOfCreateAsync,
        },
        new("modify_proxy", [Name, new("listen_address", false), new("upstream_address", false), new("enabled", false), Ttl], functions.ModifyAsync) { Undo = functions.UndoOfModifyAsync },
        new("disable_proxy", [Name, Ttl], (arguments, context, cancellationToken) => functions.ModifyAsync(With(arguments, enabled: false), context, cancellationToken))
        {
            Undo = (arguments, context, cancellationToken) => functions.UndoOfModifyAsync(With(arguments, enabled: false), context, cancellationToken),
        },
        new("enable_proxy", [Name], (arguments, context, cancellationToken) => functions.ModifyAsync(With(arguments, enabled: true), context, cancellationToken)),
        new("delete_proxy", [Name], functions.DeleteAsync),
        new("reset", [], functions.ResetAsync),
    ];

    private static JsonObject With(JsonObject arguments, bool enabled)
    {
        arguments["enabled"] = enabled;
        return arguments;
    }
}

/// <summary>The probes of the published extension, under its names.</summary>
[PythonModule("chaostoxi.proxy.probes")]
internal sealed class ProxyProbesModule(EngineServices services) : INativeModule
{
    public IEnumerable<INativeFunction> Functions => field ??= FunctionsOf(new ProxyFunctions(services));

    private static NativeFunction[] FunctionsOf(ProxyFunctions functions) =>
    [
        new("proxy_exist", [new("proxy_name")], functions.ExistsAsync),
        new("get_proxy_attribute", [new("proxy_name"), new("attribute")], functions.AttributeAsync),
    ];
}
