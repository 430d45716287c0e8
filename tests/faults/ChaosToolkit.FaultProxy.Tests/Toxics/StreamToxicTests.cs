using System.Net.Sockets;
using System.Numerics;
using ChaosToolkit.BlackBox;
using ChaosToolkit.Proxies;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Toxics;

public sealed class StreamToxicTests
{
    [Theory]
    [InlineData(0, 200, 200)]
    [InlineData(0.5, 60, 140)]
    [InlineData(1, 0, 0)]
    public async Task Drop_loses_chunks(double probability, int least, int most)
    {
        await using var pair = await ProxyPair.MakeAsync(new FaultProxyOptions { Seed = 8 }, new DropToxic { Probability = probability });
        await SendOneByOneAsync(pair, 200);
        await pair.Proxy.RemoveAsync("drop_downstream");
        await pair.Server.SendAsync("|");
        pair.Server.Dispose();
        var (reset, arrived) = await pair.Client.EndAsync();
        Assert.False(reset);
        Assert.EndsWith("|", arrived);
        Assert.InRange(arrived.Length - 1, least, most);
    }

    [Theory]
    [InlineData(0, 200, 200)]
    [InlineData(0.5, 260, 340)]
    [InlineData(1, 400, 400)]
    public async Task Duplicate_sends_chunks_twice(double probability, int least, int most)
    {
        await using var pair = await ProxyPair.MakeAsync(new FaultProxyOptions { Seed = 8 }, new DuplicateToxic { Probability = probability });
        await SendOneByOneAsync(pair, 200);
        pair.Server.Dispose();
        Assert.InRange((await pair.Client.EndAsync()).Before.Length, least, most);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1e-17, 0, 0)]
    [InlineData(0.01, 1700, 2300)]
    [InlineData(1, 200_000, 200_000)]
    public async Task Corrupt_flips_single_bits(double probability, int least, int most)
    {
        await using var pair = await ProxyPair.MakeAsync(new FaultProxyOptions { Seed = 8 }, new CorruptToxic { Probability = probability });
        var sent = Http.HttpPair.Noise(200_000);
        var sending = pair.Server.SendAsync(sent);
        var arrived = await pair.Client.ReadAsync(sent.Length);
        await sending;
        var flipped = sent.Zip(arrived, static (before, after) => BitOperations.PopCount((uint)(before ^ after))).ToList();
        Assert.InRange(flipped.Sum(), least, most);
        Assert.InRange(flipped.Max(), 0, 1);
    }

    [Fact]
    public async Task Stall_halts_the_stream_for_its_time_and_loses_nothing()
    {
        var time = new ManualTimeProvider();
        await using var pair = await ProxyPair.MakeAsync(new FaultProxyOptions { TimeProvider = time }, new StallToxic { Probability = 1, Duration = TimeSpan.FromSeconds(3) });
        await pair.Server.SendAsync("a");
        var reading = pair.Client.ReadTextAsync(1);
        await time.TimerAsync(TimeSpan.FromSeconds(3));
        Assert.False(reading.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("a", await reading);
    }

    [Fact]
    public async Task Limit_time_closes_whatever_flows_and_an_update_counts_from_the_beginning()
    {
        var time = new ManualTimeProvider();
        await using var pair = await ProxyPair.MakeAsync(new FaultProxyOptions { TimeProvider = time }, new LimitTimeToxic { Time = TimeSpan.FromSeconds(100) });
        await pair.Server.SendAsync("passes");
        Assert.Equal("passes", await pair.Client.ReadTextAsync(6));
        time.Advance(TimeSpan.FromSeconds(4));
        await pair.Proxy.UpdateAsync(new LimitTimeToxic { Time = TimeSpan.FromSeconds(10) });
        var sending = pair.Server.SendAsync(new byte[20_000_000]); // nobody reads
        await time.PassAsync(TimeSpan.FromSeconds(6));
        await Record.ExceptionAsync(() => sending);
        await pair.Client.EndAsync();
        Assert.Equal(0, (await pair.Proxy.TrafficAsync(traffic => traffic.Connections == 0)).Connections);
    }

    [Fact]
    public async Task A_limit_of_time_that_is_removed_closes_nothing()
    {
        var time = new ManualTimeProvider();
        await using var pair = await ProxyPair.MakeAsync(new FaultProxyOptions { TimeProvider = time }, new LimitTimeToxic { Time = TimeSpan.FromSeconds(1) });
        await pair.Proxy.RemoveAsync("limit_time_downstream");
        time.Advance(TimeSpan.FromHours(1));
        await pair.Server.SendAsync("x");
        Assert.Equal("x", await pair.Client.ReadTextAsync(1));
    }

    [Fact]
    public async Task Shared_bandwidth_is_one_budget_for_all_connections()
    {
        var time = new ManualTimeProvider();
        using var listener = new TestServer();
        await using var proxy = await FaultProxy.StartAsync(listener.Address, new FaultProxyOptions { TimeProvider = time });
        await proxy.AddAsync(new BandwidthToxic { KilobytesPerSecond = 1, Shared = true });
        var (first, second) = (await ConnectAsync(), await ConnectAsync());
        await first.Server.SendAsync("0123456789");
        await time.TimerAsync(TimeSpan.FromMilliseconds(10));
        await second.Server.SendAsync("0123456789");
        await time.PassAsync(TimeSpan.FromMilliseconds(20)); // both were paid one after the other
        Assert.Equal("0123456789", await first.Client.ReadTextAsync(10));
        Assert.Equal("0123456789", await second.Client.ReadTextAsync(10));
        await first.Server.SendAsync("0123456789");
        await time.PassAsync(TimeSpan.FromMilliseconds(10));
        Assert.Equal("0123456789", await first.Client.ReadTextAsync(10));

        async Task<(Socket Client, Socket Server)> ConnectAsync()
        {
            var accepting = listener.AcceptAsync();
            return (await TestSockets.ConnectAsync(proxy.Listen), await accepting);
        }
    }

    [Fact]
    public async Task Latency_draws_from_a_recorded_list()
    {
        var time = new ManualTimeProvider();
        await using var pair = await ProxyPair.MakeAsync(new FaultProxyOptions { TimeProvider = time }, new LatencyToxic { Values = [1500], Distribution = LatencyDistribution.Recorded });
        await pair.Server.SendAsync("x");
        await time.PassAsync(TimeSpan.FromMilliseconds(1500));
        Assert.Equal("x", await pair.Client.ReadTextAsync(1));
    }

    // Each as a chunk of its own: the proxy has read one before the next is sent.
    private static async Task SendOneByOneAsync(ProxyPair pair, int count)
    {
        for (var i = 1; i <= count; i++)
        {
            await pair.Server.SendAsync("x");
            await pair.ReceivedAsync(i);
        }
    }
}
