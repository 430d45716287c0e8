using System.Net.Sockets;
using ChaosToolkit.BlackBox;
using ChaosToolkit.Proxies;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Toxics;

/// <summary>Toxics that end connections do so whatever else happens meanwhile.</summary>
public sealed class ClosingToxicTests
{
    private readonly ManualTimeProvider time = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_limit_that_was_met_closes_also_when_the_toxic_is_changed_while_the_bytes_wait_for_room(bool remove)
    {
        await using var pair = await ProxyPair.MakeAsync(
            new FaultProxyOptions { TimeProvider = time }, new LimitDataToxic { Bytes = 3 }, new BandwidthToxic()); // which lets nothing pass: one waits in it, one before it
        foreach (var (number, text) in new[] { "a", "b", "cde", "f" }.Index())
        {
            await pair.Server.SendAsync(text);
            await pair.ReceivedAsync(number < 2 ? number + 1 : number + 3);
        }

        await (remove ? pair.Proxy.RemoveAsync("limit_data_downstream") : pair.Proxy.UpdateAsync(new LimitDataToxic { Bytes = 1_000_000 }));
        await pair.Proxy.RemoveAsync("bandwidth_downstream");
        Assert.Equal("abc", (await pair.Client.EndAsync()).Before);
    }

    [Fact]
    public async Task A_limit_of_data_closes_both_ways_also_where_half_closes_are_carried_over()
    {
        await using var pair = await ProxyPair.MakeAsync(
            new FaultProxyOptions { TimeProvider = time, HalfClose = true },
            new SlowCloseToxic { Delay = TimeSpan.FromSeconds(10) }, new LatencyToxic { Latency = TimeSpan.FromSeconds(5) }, new LimitDataToxic { Bytes = 3 });
        await pair.Server.SendAsync("abcdef");
        await time.TimerAsync(TimeSpan.FromSeconds(5));
        pair.Server.Shutdown(SocketShutdown.Send);
        await time.TimerAsync(TimeSpan.FromSeconds(10)); // its end has been read
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("abc", (await pair.Client.EndAsync()).Before);
        Assert.Equal(0, (await pair.Proxy.TrafficAsync(static traffic => traffic.Connections == 0)).Connections);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_limit_of_time_goes_on_when_its_stream_has_ended_and_the_other_has_not(bool removed)
    {
        await using var pair = await ProxyPair.MakeAsync(new FaultProxyOptions { TimeProvider = time, HalfClose = true }, new LimitTimeToxic { Time = TimeSpan.FromSeconds(10) });
        pair.Server.Shutdown(SocketShutdown.Send);
        Assert.Equal((false, ""), await pair.Client.EndAsync());
        await pair.Client.SendAsync("x");
        Assert.Equal("x", await pair.Server.ReadTextAsync(1));
        if (removed)
        {
            await pair.Proxy.RemoveAsync("limit_time_downstream");
        }

        time.Advance(TimeSpan.FromSeconds(10));
        if (removed)
        {
            await pair.Client.SendAsync("y");
            Assert.Equal("y", await pair.Server.ReadTextAsync(1));
        }
        else
        {
            Assert.Equal(0, (await pair.Proxy.TrafficAsync(static traffic => traffic.Connections == 0)).Connections);
        }
    }
}
