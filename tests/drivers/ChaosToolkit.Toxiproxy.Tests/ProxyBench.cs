using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Toxiproxy;

/// <summary>A server of ours with a proxy <c>redis</c>; one that is to be like Toxiproxy passes on all but leases.</summary>
internal sealed class ProxyBench : IAsyncDisposable
{
    private readonly HttpClient http = new();
    private readonly ProxyServer server;
    private WebApplication? front;

    private ProxyBench(ProxyServer server) => this.server = server;

    /// <summary>The address of its API.</summary>
    public string Address => front?.Urls.Single() ?? server.Address.AbsoluteUri.TrimEnd('/');

    public static async Task<ProxyBench> StartAsync(bool hasLeases = true, TimeProvider? time = null)
    {
        var config = Encoding.UTF8.GetBytes("""[{"name": "redis", "listen": "127.0.0.1:0", "upstream": "127.0.0.1:1"}]""");
        var bench = new ProxyBench(await ProxyServer.StartAsync(new ProxyServerOptions { Port = 0, TimeProvider = time ?? TimeProvider.System }, config));
        if (!hasLeases)
        {
            await bench.PutInFrontAsync();
        }

        return bench;
    }

    public async Task<JsonObject> ProxyAsync(string name = "redis") => (JsonObject)JsonNode.Parse(await http.GetStringAsync(new Uri(server.Address, $"proxies/{name}")))!; // an object

    public async Task<bool> HasAsync(string proxy) => (await http.GetAsync(new Uri(server.Address, $"proxies/{proxy}"))).IsSuccessStatusCode;

    /// <summary>The toxics of <c>redis</c>, as <c>name type stream toxicity {attributes}</c>.</summary>
    public async Task<string> ToxicsAsync() => string.Join('\n', ((JsonArray)(await ProxyAsync())["toxics"]!).Select(
        toxic => $"{toxic!["name"]} {toxic["type"]} {toxic["stream"]} {toxic["toxicity"]} {toxic["attributes"]!.ToJsonString()}{(toxic["ttl"] is { } ttl ? $" ttl {ttl}" : "")}"));

    /// <summary>What faults may change.</summary>
    public async Task<string> StateAsync() => $"{await ToxicsAsync()} {(await ProxyAsync())["enabled"]} {(await ProxyAsync())["upstream"]}";

    public async ValueTask DisposeAsync()
    {
        await (front?.DisposeAsync() ?? default);
        await server.DisposeAsync();
        http.Dispose();
    }

    private async Task PutInFrontAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        front = builder.Build();
        front.Run(PassOnAsync);
        await front.StartAsync();
    }

    private async Task PassOnAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(server.Address, context.Request.Path.Value))
        {
            Content = body.Length == 0 ? null : new StringContent(Without("ttl", body), Encoding.UTF8, "application/json"),
        };
        using var answer = await http.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        var text = await answer.Content.ReadAsStringAsync(context.RequestAborted);
        if (text.Length > 0)
        {
            await context.Response.WriteAsync(text, context.RequestAborted);
        }
    }

    private static string Without(string member, string body)
    {
        var members = (JsonObject)JsonNode.Parse(body)!; // an object
        members.Remove(member);
        return members.ToJsonString();
    }
}
