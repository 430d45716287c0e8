using System.Net;
using ChaosToolkit.Proxies;
using ChaosToolkit.Testing;
using ChaosToolkit.Tls;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Datagrams;

public sealed class DatagramProxyTests
{
    [Fact]
    public async Task Datagrams_pass_both_ways_of_any_size()
    {
        await using var pair = await DatagramPair.MakeAsync();
        await pair.DownAsync("welcome");
        Assert.Equal("welcome", await pair.Client.ReceiveAsync());
        await pair.UpAsync("", "");
        var large = new byte[60_000];
        new Random(1).NextBytes(large);
        await pair.Client.SendAsync(large, IPEndPoint.Parse(pair.Proxy.Listen));
        Assert.Equal(large, await pair.Server.ReceiveBytesAsync());
        await pair.Server.SendAsync(large, pair.Server.From);
        Assert.Equal(large, await pair.Client.ReceiveBytesAsync());
        var all = new ProxyTraffic(1, 60_005, 60_005, 60_007, 60_007);
        Assert.Equal(all, await pair.Proxy.TrafficAsync(traffic => traffic == all));
    }

    [Fact]
    public async Task Each_client_has_a_session_of_its_own()
    {
        await using var pair = await DatagramPair.MakeAsync();
        using var other = new DatagramSocket();
        var first = pair.Server.From;
        await other.SendAsync("other", pair.Proxy.Listen);
        Assert.Equal("other", await pair.Server.ReceiveAsync());
        Assert.NotEqual(first, pair.Server.From);
        await pair.Server.SendAsync("to the first", first);
        await pair.Server.SendAsync("to the other", pair.Server.From);
        Assert.Equal(("to the first", "to the other"), (await pair.Client.ReceiveAsync(), await other.ReceiveAsync()));
        Assert.Equal(2, pair.Proxy.Traffic.Connections);
    }

    [Fact]
    public async Task On_all_interfaces_clients_of_both_families_are_served()
    {
        using var server = new DatagramSocket();
        using var client = new DatagramSocket();
        await using var proxy = await FaultProxy.StartAsync(server.Address, new FaultProxyOptions { Protocol = ProxyProtocol.Udp, Listen = ":0" });
        await client.SendAsync("ping", $"127.0.0.1:{proxy.EndPoint.Port}");
        Assert.Equal("ping", await server.ReceiveAsync());
        await server.SendAsync("pong", server.From);
        Assert.Equal("pong", await client.ReceiveAsync());
    }

    [Fact]
    public async Task A_session_ends_when_neither_side_sends_for_a_while()
    {
        var time = new ManualTimeProvider();
        List<ProxyEventKind> told = [];
        await using var pair = await DatagramPair.MakeAsync(new FaultProxyOptions { TimeProvider = time, SessionTimeout = TimeSpan.FromSeconds(10), OnEvent = happened => told.Add(happened.Kind) });
        var first = pair.Server.From;
        await time.TimerAsync(TimeSpan.FromSeconds(10));
        time.Advance(TimeSpan.FromSeconds(6));
        await pair.UpAsync("again", "again");
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(1, pair.Proxy.Traffic.Connections);
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal((0, 10), (pair.Proxy.Traffic.Connections, pair.Proxy.Traffic.SentUpstream));
        await pair.UpAsync("anew", "anew");
        Assert.NotEqual(first, pair.Server.From);
        Assert.Equal([ProxyEventKind.Enabled, ProxyEventKind.ConnectionOpened, ProxyEventKind.ConnectionClosed, ProxyEventKind.ConnectionOpened], told);
    }

    [Fact]
    public async Task Of_too_many_sessions_the_one_that_was_silent_for_longest_ends()
    {
        var time = new ManualTimeProvider();
        await using var pair = await DatagramPair.MakeAsync(new FaultProxyOptions { TimeProvider = time, MaximumSessions = 2 });
        var first = pair.Server.From;
        time.Advance(TimeSpan.FromSeconds(1));
        using var second = new DatagramSocket();
        using var third = new DatagramSocket();
        foreach (var one in (IEnumerable<DatagramSocket>)[second, third])
        {
            await one.SendAsync("x", pair.Proxy.Listen);
            await pair.Server.ReceiveAsync();
        }

        Assert.Equal(2, pair.Proxy.Traffic.Connections);
        await pair.UpAsync("back", "back");
        Assert.NotEqual(first, pair.Server.From);
    }

    [Fact]
    public async Task Disabled_it_takes_none_and_enabled_it_is_where_it_was()
    {
        await using var pair = await DatagramPair.MakeAsync();
        var listen = pair.Proxy.Listen;
        await pair.Proxy.DisableAsync();
        Assert.Equal(0, pair.Proxy.Traffic.Connections);
        await pair.Proxy.EnableAsync();
        Assert.Equal(listen, pair.Proxy.Listen);
        await pair.UpAsync("again", "again");
    }

    [Fact]
    public async Task An_upstream_that_is_not_there_yet_is_reached_once_it_is()
    {
        await using var pair = await DatagramPair.MakeAsync();
        var refused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var proxy = await FaultProxy.StartAsync("127.0.0.1:1", new FaultProxyOptions
        {
            Protocol = ProxyProtocol.Udp,
            OnEvent = happened => _ = happened.Kind == ProxyEventKind.ConnectionFailed && refused.TrySetResult(),
        });
        await pair.Client.SendAsync("nobody", proxy.Listen);
        await refused.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(1, proxy.Traffic.Connections);
        await proxy.ChangeAsync(null, pair.Server.Address, null);
        await pair.Client.SendAsync("somebody", proxy.Listen);
        Assert.Equal("somebody", await pair.Server.ReceiveAsync());
    }

    [Fact]
    public async Task Names_are_looked_up_and_wrong_ones_end_the_session()
    {
        using var server = new DatagramSocket();
        await using var proxy = await FaultProxy.StartAsync("localhost:" + IPEndPoint.Parse(server.Address).Port, new FaultProxyOptions { Protocol = ProxyProtocol.Udp });
        using var client = new DatagramSocket();
        await client.SendAsync("a", proxy.Listen);
        Assert.Equal("a", await server.ReceiveAsync());
        var failed = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var wrong = await FaultProxy.StartAsync("nonsense", new FaultProxyOptions
        {
            Protocol = ProxyProtocol.Udp,
            OnEvent = happened => _ = happened.Kind == ProxyEventKind.ConnectionFailed && failed.TrySetResult(happened.Reason),
        });
        await client.SendAsync("a", wrong.Listen);
        Assert.Contains("missing port in address", await failed.Task.WaitAsync(TimeSpan.FromSeconds(20)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_of_connections_is_refused()
    {
        await using var pair = await DatagramPair.MakeAsync();
        var error = await Assert.ThrowsAsync<ArgumentException>(() => pair.Proxy.AddAsync(new SlicerToxic()));
        Assert.Contains("a toxic of type 'slicer' makes no sense for datagrams; a proxy with protocol 'udp' takes bandwidth, corrupt, drop, duplicate, latency, noop, reorder", error.Message, StringComparison.Ordinal);
        var udp = new FaultProxyOptions { Protocol = ProxyProtocol.Udp };
        await Assert.ThrowsAsync<ArgumentException>(() => FaultProxy.StartAsync("a:1", udp with { HalfClose = true }));
        await Assert.ThrowsAsync<ArgumentException>(() => FaultProxy.StartAsync("a:1", udp with { UpstreamTls = new UpstreamTls() }));
        await Assert.ThrowsAsync<ListenException>(() => FaultProxy.StartAsync("a:1", udp with { Listen = pair.Proxy.Listen }));
        await using var tcp = await FaultProxy.StartAsync("a:1");
        error = await Assert.ThrowsAsync<ArgumentException>(() => tcp.AddAsync(new ReorderToxic()));
        Assert.Contains("needs a proxy with protocol 'udp'", error.Message, StringComparison.Ordinal);
    }
}
