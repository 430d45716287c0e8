using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;
using ChaosToolkit.Toxiproxy.Servers;

namespace ChaosToolkit.Toxiproxy;

/// <summary>The actions on toxics of the published extension, under its names; <c>ttl</c> is an addition.</summary>
[PythonModule("chaostoxi.toxic.actions")]
internal sealed class ToxicModule(EngineServices services) : INativeModule
{
    private static readonly NativeParameter Proxy = new("for_proxy"), Name = new("toxic_name"), Ttl = new("ttl", false, 30);

    public IEnumerable<INativeFunction> Functions => field ??= FunctionsOf(new ToxicFunctions(services));

    private static NativeFunction[] FunctionsOf(ToxicFunctions functions) =>
    [
        new("delete_toxic", [Proxy, Name], functions.DeleteAsync),
        new("create_toxic", [Proxy, Name, new("toxic_type"), new("stream", false, "downstream"), new("toxicity", false, 1.0), new("attributes", false), Ttl], functions.CreateAsync)
        {
            Undo = functions.UndoOfCreateAsync,
        },
        Short(functions, "create_latency_toxic", "latency", ("latency", new("latency")), ("jitter", new("jitter", false, 0))),
        Short(functions, "create_bandwith_degradation_toxic", "bandwidth", ("rate", new("rate"))),
        Short(functions, "create_slow_connection_close_toxic", "slow_close", ("delay", new("delay"))),
        Short(functions, "create_timeout_toxic", "timeout", ("timeout", new("timeout"))),
        Short(functions, "create_slicer_toxic", "slicer", ("average_size", new("average_size")), ("size_variation", new("size_variation")), ("delay", new("delay"))),
        Short(functions, "create_limiter_toxic", "limit_data", ("bytes", new("bytes_limit") { Aliases = ["bytes"] })), // its page calls it bytes
    ];

    // One type of toxic on what clients receive, all connections: each attribute is an argument.
    private static NativeFunction Short(ToxicFunctions functions, string name, string type, params (string Attribute, NativeParameter Parameter)[] attributes) =>
        new(
            name,
            [Proxy, Name, .. attributes.Select(attribute => attribute.Parameter), Ttl],
            (arguments, context, cancellationToken) =>
            {
                var values = attributes.Select(attribute => KeyValuePair.Create(attribute.Attribute, Arguments.Number(arguments, attribute.Parameter.Name)));
                var whole = new JsonObject { ["toxic_type"] = type, ["stream"] = "downstream", ["toxicity"] = 1.0, ["attributes"] = new JsonObject([.. values]) };
                foreach (var given in (string[])["for_proxy", "toxic_name", "ttl"])
                {
                    whole[given] = arguments[given]?.DeepClone();
                }

                return functions.CreateAsync(whole, context, cancellationToken);
            })
        {
            Undo = functions.UndoOfCreateAsync,
        };
}
