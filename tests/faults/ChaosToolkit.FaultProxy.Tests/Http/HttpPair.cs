using System.Net.Sockets;
using System.Text;
using ChaosToolkit.BlackBox;
using ChaosToolkit.Proxies;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Http;

/// <summary>A client and a server that write HTTP by hand, byte for byte, through a proxy that speaks it.</summary>
internal sealed class HttpPair(TestServer listener, FaultProxy proxy, Socket client, Socket server) : IAsyncDisposable
{
    public FaultProxy Proxy => proxy;

    public Socket Client => client;

    public Socket Server => server;

    public static async Task<HttpPair> MakeAsync(params Toxic[] toxics) => await MakeAsync(new FaultProxyOptions(), toxics);

    public static async Task<HttpPair> MakeAsync(FaultProxyOptions options, params Toxic[] toxics)
    {
        var listener = new TestServer();
        var proxy = await FaultProxy.StartAsync(listener.Address, options with { Protocol = ProxyProtocol.Http });
        foreach (var toxic in toxics)
        {
            await proxy.AddAsync(toxic);
        }

        var accepting = listener.AcceptAsync();
        var client = await TestSockets.ConnectAsync(proxy.Listen);
        return new HttpPair(listener, proxy, client, await accepting);
    }

    /// <summary>The client sends, and the server gets exactly that, or something else.</summary>
    public async Task AskAsync(string request, string? arrives = null)
    {
        await client.SendAsync(request);
        Assert.Equal(arrives ?? request, await server.ReadTextAsync((arrives ?? request).Length));
    }

    /// <summary>The server sends, and the client gets exactly that, or something else.</summary>
    public async Task AnswerAsync(string answer, string? arrives = null)
    {
        await server.SendAsync(answer);
        await GetAsync(arrives ?? answer);
    }

    /// <summary>The client gets exactly that.</summary>
    public async Task GetAsync(string arrives) => Assert.Equal(arrives, await client.ReadTextAsync(arrives.Length));

    public static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    public static byte[] Join(params object[] parts) => [.. parts.SelectMany(static part => part as byte[] ?? Encoding.ASCII.GetBytes((string)part))];

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        server.Dispose();
        listener.Dispose();
        await proxy.DisposeAsync();
    }
}
