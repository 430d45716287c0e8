using ChaosToolkit.Proxies;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Datagrams;

/// <summary>A client and a server of datagrams with a proxy of this process between; they have exchanged one.</summary>
internal sealed class DatagramPair(DatagramSocket server, DatagramSocket client, FaultProxy proxy) : IAsyncDisposable
{
    public FaultProxy Proxy => proxy;

    public DatagramSocket Client => client;

    public DatagramSocket Server => server;

    public static async Task<DatagramPair> MakeAsync(FaultProxyOptions? options = null, params Toxic[] toxics)
    {
        var server = new DatagramSocket();
        var proxy = await FaultProxy.StartAsync(server.Address, (options ?? new FaultProxyOptions()) with { Protocol = ProxyProtocol.Udp });
        var pair = new DatagramPair(server, new DatagramSocket(), proxy);
        await pair.UpAsync("hello", "hello");
        foreach (var toxic in toxics)
        {
            await proxy.AddAsync(toxic);
        }

        return pair;
    }

    /// <summary>The client sends, and the server gets that.</summary>
    public async Task UpAsync(string sent, string got)
    {
        await client.SendAsync(sent, proxy.Listen);
        Assert.Equal(got, await server.ReceiveAsync());
    }

    /// <summary>The server sends to the client's session.</summary>
    public Task DownAsync(string sent) => server.SendAsync(sent, server.From);

    /// <summary>Waits until the proxy has so many bytes of the server.</summary>
    public Task ReceivedAsync(long bytes) => proxy.TrafficAsync(traffic => traffic.ReceivedDownstream >= bytes);

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        server.Dispose();
        await proxy.DisposeAsync();
    }
}
