using System.Net;
using System.Text;

namespace ChaosToolkit.Cli.Proxy;

/// <summary>A server that answers as Toxiproxy does with one proxy, <c>redis</c>; what the real ones answer is tested with them.</summary>
internal sealed class ProxyApiDouble : IAsyncDisposable
{
    private const string Redis = """{"name":"redis","listen":"127.0.0.1:1","upstream":"127.0.0.1:2","enabled":true,"Logger":{},"toxics":[{"attributes":{"latency":5,"jitter":0},"name":"slow","type":"latency","stream":"downstream","toxicity":0.5}]}""";
    private readonly HttpListener listener;
    private readonly Task serving;

    public ProxyApiDouble()
    {
        // The listener takes no port 0.
        while (true)
        {
            var address = $"http://127.0.0.1:{Random.Shared.Next(20_000, 30_000)}";
            listener = new HttpListener { Prefixes = { address + "/" } };
            try
            {
                listener.Start();
                Address = address;
                break;
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }

        serving = ServeAsync();
    }

    public string Address { get; }

    /// <summary>The body of the last call.</summary>
    public string Asked { get; private set; } = "";

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext call;
            try
            {
                call = await listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using (var reader = new StreamReader(call.Request.InputStream))
            {
                Asked = await reader.ReadToEndAsync();
            }

            var path = call.Request.RawUrl ?? "";
            var (status, body) = (call.Request.HttpMethod, path) switch
            {
                ("GET", "/proxies") => (200, $$"""{"redis":{{Redis}}}"""),
                ("POST", "/proxies") => (201, Redis),
                (_, var other) when other.StartsWith("/proxies/nobody", StringComparison.Ordinal) => (404, """{"error":"proxy not found","status":404}""" + "\n"),
                ("DELETE", _) => (204, ""),
                _ => (200, Redis),
            };
            call.Response.StatusCode = status;
            call.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: true);
        }
    }
}
