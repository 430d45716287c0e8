using System.Net;
using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;
using ChaosToolkit.Toxiproxy.Servers;

namespace ChaosToolkit.Toxiproxy;

/// <summary>What takes faults on a server back: each leads to the right state from any state.</summary>
[PythonModule(Undo.Module)]
internal sealed class UndoModule(EngineServices services) : INativeModule
{
    private static readonly NativeParameter Url = new("url"), Proxy = new("proxy");

    public IEnumerable<INativeFunction> Functions => field ??= FunctionsOf(new ToxicFunctions(services), new ProxyFunctions(services));

    private static NativeFunction[] FunctionsOf(ToxicFunctions toxics, ProxyFunctions proxies) =>
    [
        new("remove_toxic", [Url, Proxy, new("toxic")], async (arguments, _, cancellationToken) =>
        {
            var (server, proxy, toxic) = (ServerOf(arguments), Arguments.Text(arguments, "proxy"), Arguments.Text(arguments, "toxic"));
            return Settled(await toxics.RemoveAsync(server, proxy, toxic, cancellationToken).ConfigureAwait(false), $"the toxic '{toxic}' of the proxy '{proxy}' is still there", server);
        }),
        new("remove_proxy", [Url, Proxy], async (arguments, _, cancellationToken) =>
        {
            var (server, proxy) = (ServerOf(arguments), Arguments.Text(arguments, "proxy"));
            return Settled(await proxies.RemoveAsync(server, proxy, cancellationToken).ConfigureAwait(false), $"the proxy '{proxy}' is still there", server);
        }),
        new("restore_proxy", [Url, Proxy, new("listen", false), new("upstream", false), new("enabled", false)], async (arguments, _, cancellationToken) =>
        {
            var (server, proxy) = (ServerOf(arguments), Arguments.Text(arguments, "proxy"));
            var former = new JsonObject([.. arguments.Where(one => one.Key is "listen" or "upstream" or "enabled" && one.Value is not null).Select(one => KeyValuePair.Create(one.Key, one.Value?.DeepClone()))]);
            return Settled(await proxies.ChangeAsync(server, proxy, former, cancellationToken).ConfigureAwait(false), $"the proxy '{proxy}' is not as it was", server);
        }),
    ];

    private static ToxiproxyServer ServerOf(JsonObject arguments) => ToxiproxyServer.At(Arguments.Text(arguments, "url"), "argument 'url'");

    // What is not there need not be taken back: the lease was over, somebody was faster, or it never came to be.
    private static bool Settled(ToxiproxyAnswer answer, string otherwise, ToxiproxyServer server) => answer.IsOk || (answer.Status == HttpStatusCode.NotFound
        ? false
        : throw new ActivityFailedException($"{server.Display}: {otherwise}: {answer.Reason}."));
}
