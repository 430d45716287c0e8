using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace ChaosToolkit.BlackBox;

/// <summary>The HTTP API, as any client sees it.</summary>
internal sealed class ProxyApi(Uri address) : IDisposable
{
    private static int count;
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };

    public Uri Address => address;

    public void Dispose() => http.Dispose();

    /// <summary>A name no other test uses.</summary>
    public static string NewName(string prefix = "p") => $"{prefix}{Interlocked.Increment(ref count)}-{Guid.NewGuid():n}";

    public async Task<Reply> SendAsync(string method, string path, string? body = null, string? agent = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address, path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        }

        if (agent is not null)
        {
            request.Headers.TryAddWithoutValidation("User-Agent", agent);
        }

        using var response = await http.SendAsync(request, cancellationToken);
        return new Reply(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(cancellationToken),
            response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types) ? types.ToString() : null,
            response.Headers.TryGetValues("X-Toxiproxy-Request-Id", out var ids) ? ids.Single() : null,
            response.Headers.Location?.ToString(),
            response.Headers.TryGetValues("X-Content-Type-Options", out var options) ? options.Single() : null);
    }

    public async Task<Reply> ExpectAsync(int status, string method, string path, string? body = null)
    {
        var reply = await SendAsync(method, path, body);
        Assert.True(status == reply.Status, $"{method} {path} {body}: {reply.Status} {reply.Body}");
        return reply;
    }

    /// <summary>A proxy to an upstream, on a free port.</summary>
    public async Task<TestProxy> CreateAsync(string upstream, string more = "")
    {
        var name = NewName();
        var reply = await ExpectAsync(201, "POST", "/proxies", $$"""{"name":"{{name}}","listen":"127.0.0.1:0","upstream":"{{upstream}}"{{more}}}""");
        return new TestProxy(this, name, reply.Json["listen"]!.GetValue<string>());
    }

    public sealed record Reply(int Status, string Body, string? Type, string? Id, string? Location, string? Options)
    {
        public JsonNode Json => JsonNode.Parse(Body)!;
    }
}

/// <summary>A proxy of the server under test; gone when it is disposed of.</summary>
internal sealed class TestProxy(ProxyApi api, string name, string listen) : IAsyncDisposable
{
    public string Name => name;

    public string Listen => listen;

    public async Task<Socket> ConnectAsync() => await TestSockets.ConnectAsync(listen);

    public Task<ProxyApi.Reply> AddAsync(string type, string attributes = "", string stream = "downstream", string more = "") =>
        api.ExpectAsync(200, "POST", $"/proxies/{name}/toxics", $$"""{"type":"{{type}}","stream":"{{stream}}","attributes":{{{attributes}}}{{more}}}""");

    public Task<ProxyApi.Reply> UpdateAsync(string toxic, string body) => api.ExpectAsync(200, "POST", $"/proxies/{name}/toxics/{toxic}", body);

    public Task<ProxyApi.Reply> RemoveAsync(string toxic) => api.ExpectAsync(204, "DELETE", $"/proxies/{name}/toxics/{toxic}");

    public async ValueTask DisposeAsync() => await api.SendAsync("DELETE", $"/proxies/{name}");
}
