using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;
using ChaosToolkit.Proxies;
using ChaosToolkit.Toxics;
using ChaosToolkit.Toxiproxy.Servers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Toxiproxy.Network;

/// <summary>Proxies within the run and their toxics, without a server: <c>add_</c> and the type of each toxic there is.</summary>
[PythonModule(Module)]
internal sealed class NetworkModule(EngineServices services) : INativeModule
{
    public const string Module = "chaos.network";

    // Where an undo is played by another process, the proxy went with the run, and the fault with it.
    private const string MissingOk = "missing_ok";

    private static readonly NativeParameter Proxy = new("proxy"), Missing = new(MissingOk, false, false);

    private readonly RunProxies proxies = RunProxies.Of(services);

    public IEnumerable<INativeFunction> Functions => field ??=
    [
        new NativeFunction("start_proxy", [new("name"), new("upstream"), new("listen", false, "127.0.0.1:0"), new("half_close", false, false), new("seed", false)], StartAsync),
        new NativeFunction("stop_proxy", [Proxy], async (arguments, _) => await proxies.StopAsync(proxies[NameOf(arguments)].Name).ConfigureAwait(false)),
        new NativeFunction("disable_proxy", [Proxy], DisableAsync) { Undo = UndoOfDisableAsync },
        new NativeFunction("enable_proxy", [Proxy, Missing], EnableAsync),
        new NativeFunction("remove_toxic", [Proxy, new("toxic"), Missing], RemoveAsync),
        .. ToxicCatalog.Types.Select(Add),
    ];

    private async Task<JsonNode?> StartAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken) =>
        Value.Text((await proxies.StartAsync(arguments, context.Configuration, cancellationToken).ConfigureAwait(false)).Listen);

    private async Task<JsonNode?> DisableAsync(JsonObject arguments, CancellationToken cancellationToken)
    {
        await proxies[NameOf(arguments)].DisableAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private Task<JsonArray> UndoOfDisableAsync(JsonObject arguments, NativeContext context, CancellationToken cancellationToken) => Task.FromResult(
        proxies.Find(NameOf(arguments)) is { IsEnabled: true } proxy ? Undo.Call("enable_proxy", new JsonObject { ["proxy"] = proxy.Name, [MissingOk] = true }, Module) : Undo.None);

    private async Task<JsonNode?> EnableAsync(JsonObject arguments, CancellationToken cancellationToken)
    {
        if (FindFor(arguments) is not { } proxy)
        {
            return false;
        }

        try
        {
            await proxy.EnableAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ListenException exception)
        {
            throw new ActivityFailedException($"The proxy '{proxy.Name}' cannot be enabled: {exception.Message}.", exception);
        }
    }

    private async Task<JsonNode?> RemoveAsync(JsonObject arguments, CancellationToken cancellationToken) =>
        FindFor(arguments) is { } proxy && await proxy.RemoveAsync(Arguments.Text(arguments, "toxic"), cancellationToken).ConfigureAwait(false);

    private NativeFunction Add(ToxicType type) => new(
        $"add_{type.Name}",
        [Proxy, .. type.Attributes.Select(attribute => new NativeParameter(attribute.Name, false)), new("stream", false, "downstream"), new("toxicity", false, 1.0), new("name", false)],
        async (arguments, cancellationToken) =>
        {
            var (proxy, toxic) = (proxies[NameOf(arguments)], ToxicOf.Arguments(type, arguments));
            try
            {
                await proxy.AddAsync(toxic, cancellationToken).ConfigureAwait(false);
            }
            catch (ArgumentException exception)
            {
                throw new ActivityFailedException($"{exception.Message.Split(" (Parameter", 2)[0].TrimEnd('.')}.", exception); // without the name of a parameter of ours
            }

            return Value.Text(toxic.Name);
        })
    {
        // One that is there already is not this action's, which will fail.
        Undo = (arguments, _, _) => Task.FromResult(
            ToxicOf.Arguments(type, arguments).Name is var name && proxies.Find(NameOf(arguments)) is { } proxy && proxy.Toxics.All(toxic => toxic.Name != name)
                ? Undo.Call("remove_toxic", new JsonObject { ["proxy"] = proxy.Name, ["toxic"] = name, [MissingOk] = true }, Module)
                : Undo.None),
    };

    private FaultProxy? FindFor(JsonObject arguments) => PythonComparison.IsTrue(arguments[MissingOk]) ? proxies.Find(NameOf(arguments)) : proxies[NameOf(arguments)];

    private static string NameOf(JsonObject arguments) => Arguments.Text(arguments, "proxy");
}
