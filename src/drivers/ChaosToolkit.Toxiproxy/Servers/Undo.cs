using System.Text.Json.Nodes;

namespace ChaosToolkit.Toxiproxy.Servers;

/// <summary>What takes faults back, as it is written into the run log: complete in itself, so that another process can play it.</summary>
internal static class Undo
{
    public const string Module = "chaos.toxiproxy";

    public static JsonArray None => [];

    public static JsonArray Call(string func, ToxiproxyServer server, JsonObject arguments, string module = Module)
    {
        arguments["url"] = server.Url;
        return Call(func, arguments, module);
    }

    public static JsonArray Call(string func, JsonObject arguments, string module) =>
    [
        new JsonObject
        {
            ["provider"] = new JsonObject { ["type"] = "dotnet", ["module"] = module, ["func"] = func, ["arguments"] = arguments },
        },
    ];
}
