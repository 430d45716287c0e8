using ChaosToolkit.BlackBox;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Proxies;

public sealed class FaultProxyTests
{
    [Fact]
    public async Task Is_started_disturbed_and_stopped_in_process()
    {
        using var echo = TestServer.Echo();
        await using var proxy = await FaultProxy.StartAsync(echo.Address);
        using var client = await TestSockets.ConnectAsync(proxy.Listen);
        await client.SendAsync("a");
        Assert.Equal("a", await client.ReadTextAsync(1));
        await proxy.AddAsync(new LatencyToxic { Latency = TimeSpan.FromMilliseconds(1), Stream = ToxicStream.Upstream });
        Assert.Equal("latency_upstream", Assert.Single(proxy.Toxics).Name);
        await client.SendAsync("b");
        Assert.Equal("b", await client.ReadTextAsync(1));
        await Assert.ThrowsAsync<ArgumentException>(() => proxy.AddAsync(new LatencyToxic { Stream = ToxicStream.Upstream }));
        Assert.True(await proxy.RemoveAsync("latency_upstream"));
        Assert.False(await proxy.RemoveAsync("latency_upstream"));
        var both = new ProxyTraffic(1, 2, 2, 2, 2);
        Assert.Equal(both, await proxy.TrafficAsync(traffic => traffic == both));
        await proxy.DisableAsync();
        Assert.Equal((false, ""), await client.EndAsync());
        Assert.Throws<InvalidOperationException>(() => proxy.EndPoint);
    }

    [Fact]
    public void Attributes_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LatencyToxic { Latency = TimeSpan.FromTicks(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LatencyToxic { Latency = TimeSpan.MaxValue });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LatencyToxic { Values = [double.NaN] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BandwidthToxic { KilobytesPerSecond = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FaultProxyOptions { MaximumDials = 0 });
    }

    [Fact]
    public async Task One_that_was_disposed_of_does_not_listen_again()
    {
        var proxy = await FaultProxy.StartAsync("127.0.0.1:1");
        await proxy.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => proxy.EnableAsync());
        await proxy.DisableAsync();
        await proxy.DisposeAsync();
        Assert.False(proxy.IsEnabled);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_seed_makes_the_same_choices_on_the_same_connections(bool another)
    {
        var first = await DrawAsync(seed: 42);
        var second = await DrawAsync(another ? 43 : 42);
        Assert.Equal(another, first != second);
        Assert.Contains('0', first);
        Assert.Contains('1', first);
    }

    [Fact]
    public async Task An_upstream_that_never_answers_holds_nobody_up()
    {
        // A full backlog: the kernel lets further connections hang.
        using var listener = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        listener.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        listener.Listen(0);
        await using var proxy = await FaultProxy.StartAsync(listener.LocalEndPoint!.ToString()!);
        List<System.Net.Sockets.Socket> clients = [];
        for (var i = 0; i < 20; i++)
        {
            clients.Add(await TestSockets.ConnectAsync(proxy.Listen));
        }

        await proxy.AddAsync(new NoopToxic()).WaitAsync(TimeSpan.FromSeconds(5));
        await proxy.DisableAsync().WaitAsync(TimeSpan.FromSeconds(5));
        foreach (var client in clients)
        {
            Assert.Equal("", (await client.EndAsync()).Before);
            client.Dispose();
        }

        Assert.Equal(0, proxy.Traffic.Connections);
    }

    private static async Task<string> DrawAsync(long seed)
    {
        using var echo = TestServer.Echo();
        await using var proxy = await FaultProxy.StartAsync(echo.Address, new FaultProxyOptions { Seed = seed });
        await proxy.AddAsync(new LimitDataToxic { Toxicity = 0.5f });
        var drawn = "";
        for (var i = 0; i < 40; i++)
        {
            using var client = await TestSockets.ConnectAsync(proxy.Listen);
            await client.SendAsync("x");
            drawn += (await client.ReadAsync(1)).Length;
        }

        return drawn;
    }
}
