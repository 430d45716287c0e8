using ChaosToolkit.Testing;
using Microsoft.AspNetCore.Http;

namespace ChaosToolkit.Cli.Proxy;

/// <summary>A server that answers as Toxiproxy does with one proxy, <c>redis</c>; what the real ones answer is tested with them.</summary>
internal sealed class ProxyApiDouble : IAsyncDisposable
{
    private const string Redis = """{"name":"redis","listen":"127.0.0.1:1","upstream":"127.0.0.1:2","enabled":true,"Logger":{},"toxics":[{"attributes":{"latency":5,"jitter":0},"name":"slow","type":"latency","stream":"downstream","toxicity":0.5}]}""";
    private readonly ScriptedEndpoint endpoint;

    private ProxyApiDouble(ScriptedEndpoint endpoint) => this.endpoint = endpoint;

    public string Address => endpoint.Address;

    /// <summary>The body of the last call.</summary>
    public string Asked => endpoint.Requests[^1].Body;

    public static async Task<ProxyApiDouble> StartAsync() => new((await ScriptedEndpoint.StartAsync()).Otherwise(AnswerAsync));

    public ValueTask DisposeAsync() => endpoint.DisposeAsync();

    private static Task AnswerAsync(HttpContext call)
    {
        var (status, body) = (call.Request.Method, call.Request.Path.Value) switch
        {
            ("GET", "/proxies") => (200, $$"""{"redis":{{Redis}}}"""),
            ("POST", "/proxies") => (201, Redis),
            (_, { } other) when other.StartsWith("/proxies/nobody", StringComparison.Ordinal) => (404, """{"error":"proxy not found","status":404}""" + "\n"),
            ("DELETE", _) => (204, ""),
            _ => (200, Redis),
        };
        call.Response.StatusCode = status;
        return status == 204 ? Task.CompletedTask : call.Response.WriteAsync(body);
    }
}
