using System.Net.Sockets;
using ChaosToolkit.BlackBox;
using ChaosToolkit.Proxies;

namespace ChaosToolkit.Toxics;

/// <summary>A client and a server, connected through a proxy of this process.</summary>
internal sealed class ProxyPair(TestServer listener, FaultProxy proxy, Socket client, Socket server) : IAsyncDisposable
{
    public FaultProxy Proxy => proxy;

    public Socket Client => client;

    public Socket Server => server;

    public static async Task<ProxyPair> MakeAsync(FaultProxyOptions options, params Toxic[] toxics)
    {
        var listener = new TestServer();
        var proxy = await FaultProxy.StartAsync(listener.Address, options);
        foreach (var toxic in toxics)
        {
            await proxy.AddAsync(toxic);
        }

        var accepting = listener.AcceptAsync();
        var client = await TestSockets.ConnectAsync(proxy.Listen);
        return new ProxyPair(listener, proxy, client, await accepting);
    }

    /// <summary>Waits until the proxy has read so many bytes from the server.</summary>
    public Task ReceivedAsync(long bytes) => proxy.TrafficAsync(traffic => traffic.ReceivedDownstream >= bytes);

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        server.Dispose();
        listener.Dispose();
        await proxy.DisposeAsync();
    }
}
