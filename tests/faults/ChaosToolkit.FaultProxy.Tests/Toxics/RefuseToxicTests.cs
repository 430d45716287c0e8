using System.Net;
using System.Net.Sockets;
using ChaosToolkit.BlackBox;
using ChaosToolkit.Proxies;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Toxics;

public sealed class RefuseToxicTests
{
    private static readonly ToxicClients Me = new() { Networks = [IPNetwork.Parse("127.0.0.0/8")] };

    [Fact]
    public async Task New_connections_are_refused_and_open_ones_go_on()
    {
        await using var pair = await ProxyPair.MakeAsync(new FaultProxyOptions());
        for (var i = 0; i < 3; i++)
        {
            await pair.Proxy.AddAsync(new RefuseToxic());
            Assert.True(await IsRefusedAsync(pair.Proxy));
            await pair.Server.SendAsync("x");
            Assert.Equal("x", await pair.Client.ReadTextAsync(1));
            await pair.Proxy.RemoveAsync("refuse_downstream");
            using var client = await TestSockets.ConnectAsync(pair.Proxy.Listen);
            await client.SendAsync("y");
        }
    }

    [Fact]
    public async Task Where_only_some_are_refused_they_are_reset_once_they_are_connected()
    {
        await using var pair = await ProxyPair.MakeAsync(new FaultProxyOptions());
        await pair.Proxy.AddAsync(new RefuseToxic { Clients = Me });
        await Assert.ThrowsAsync<SocketException>(async () =>
        {
            using var client = await TestSockets.ConnectAsync(pair.Proxy.Listen); // which may fail already
            await client.ReceiveAsync(new byte[1]);
        });
        await pair.Proxy.UpdateAsync(new RefuseToxic { Clients = new ToxicClients { Networks = [IPNetwork.Parse("10.0.0.0/8")] } });
        using var another = await TestSockets.ConnectAsync(pair.Proxy.Listen);
        await another.SendAsync("x");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connections_that_hang_are_served_when_the_toxic_has_gone(bool some)
    {
        using var echo = TestServer.Echo();
        await using var proxy = await FaultProxy.StartAsync(echo.Address);
        await proxy.AddAsync(new RefuseToxic { Mode = RefuseMode.Hang, Clients = some ? Me : null });
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var connecting = client.ConnectAsync(proxy.EndPoint);
        if (some)
        {
            await connecting;
        }

        var asking = AskAsync();
        Assert.NotSame(asking, await Task.WhenAny(asking, Task.Delay(200)));
        Assert.Equal(some || !OperatingSystem.IsLinux(), connecting.IsCompleted);
        await proxy.RemoveAsync("refuse_downstream");
        Assert.Equal("x", await asking);
        Assert.Equal(1, proxy.Traffic.Connections);

        async Task<string> AskAsync()
        {
            await connecting;
            await client.SendAsync("x");
            return await client.ReadTextAsync(1);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a request")]
    public async Task A_client_that_gives_up_hanging_is_let_go(string sent)
    {
        Needs.That(sent.Length == 0 || OperatingSystem.IsLinux(), "What was sent stands before the end.");
        var time = new ManualTimeProvider();
        await using var proxy = await FaultProxy.StartAsync("127.0.0.1:1", new FaultProxyOptions { TimeProvider = time });
        await proxy.AddAsync(new RefuseToxic { Mode = RefuseMode.Hang, Clients = Me });
        using var stays = await TestSockets.ConnectAsync(proxy.Listen);
        using (var client = await TestSockets.ConnectAsync(proxy.Listen))
        {
            await client.SendAsync(sent);
            await proxy.TrafficAsync(static traffic => traffic.Connections == 2);
        }

        await time.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await proxy.TrafficAsync(static traffic => traffic.Connections == 1)).Connections);
    }

    [Fact]
    public async Task Who_hangs_for_longest_gives_way_where_very_many_do()
    {
        await using var proxy = await FaultProxy.StartAsync("127.0.0.1:1", new FaultProxyOptions { TimeProvider = new ManualTimeProvider() });
        await proxy.AddAsync(new RefuseToxic { Mode = RefuseMode.Hang, Clients = Me });
        List<Socket> clients = [];
        for (var i = 0; i < 1025; i++)
        {
            clients.Add(await TestSockets.ConnectAsync(proxy.Listen));
        }

        Assert.Equal((false, ""), await clients[0].EndAsync());
        Assert.Equal(1024, (await proxy.TrafficAsync(static traffic => traffic.Connections == 1024)).Connections);
        clients.ForEach(static client => client.Dispose());
    }

    [Fact]
    public async Task A_schedule_opens_and_closes_the_port()
    {
        var time = new ManualTimeProvider();
        using var echo = TestServer.Echo();
        await using var proxy = await FaultProxy.StartAsync(echo.Address, new FaultProxyOptions { TimeProvider = time });
        await proxy.AddAsync(new RefuseToxic { Schedule = new ToxicSchedule { Every = TimeSpan.FromMinutes(1), On = TimeSpan.FromSeconds(10) } });
        Assert.True(await IsRefusedAsync(proxy));
        await time.PassAsync(TimeSpan.FromSeconds(10));
        Assert.False(await IsRefusedAsync(proxy));
        await time.PassAsync(TimeSpan.FromSeconds(50));
        Assert.True(await IsRefusedAsync(proxy));
    }

    [Fact]
    public async Task A_proxy_that_is_enabled_with_it_refuses_from_the_start()
    {
        await using var proxy = await FaultProxy.StartAsync("127.0.0.1:1", new FaultProxyOptions { Enabled = false });
        await proxy.AddAsync(new RefuseToxic());
        await proxy.EnableAsync();
        Assert.True(await IsRefusedAsync(proxy));
        await proxy.DisableAsync();
        await proxy.EnableAsync();
        Assert.True(await IsRefusedAsync(proxy));
        await proxy.ResetAsync();
        Assert.Equal(proxy.EndPoint.Port, IPEndPoint.Parse(proxy.Listen).Port);
    }

    private static async Task<bool> IsRefusedAsync(FaultProxy proxy)
    {
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await client.ConnectAsync(proxy.EndPoint);
            if (OperatingSystem.IsLinux())
            {
                return false;
            }

            await client.SendAsync("x");
            return (await client.ReadAsync(1)).Length == 0;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset;
        }
    }
}
