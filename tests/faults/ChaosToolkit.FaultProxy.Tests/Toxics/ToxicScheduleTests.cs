using ChaosToolkit.BlackBox;
using ChaosToolkit.Proxies;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Toxics;

public sealed class ToxicScheduleTests
{
    private static readonly ToxicSchedule TenOfEachMinute = new() { Every = TimeSpan.FromMinutes(1), On = TimeSpan.FromSeconds(10), Offset = TimeSpan.FromSeconds(5) };

    [Theory]
    [InlineData(0, false, 5)]
    [InlineData(5, true, 15)]
    [InlineData(14.9, true, 15)]
    [InlineData(15, false, 65)]
    [InlineData(65, true, 75)]
    [InlineData(607, true, 615)]
    public void Is_on_for_a_while_of_each_period(double second, bool on, double until) =>
        Assert.Equal((on, TimeSpan.FromSeconds(until).Ticks), TenOfEachMinute.At(TimeSpan.FromSeconds(second).Ticks));

    [Theory]
    [InlineData(0, false)]
    [InlineData(60, true)]
    public void Always_and_never_do_not_change(double seconds, bool on) =>
        Assert.Equal((on, long.MaxValue), (TenOfEachMinute with { On = TimeSpan.FromSeconds(seconds) }).At(TimeSpan.FromSeconds(7).Ticks));

    [Fact]
    public async Task What_is_held_goes_on_when_the_time_is_over()
    {
        var time = new ManualTimeProvider();
        await using var pair = await ProxyPair.MakeAsync(new FaultProxyOptions { TimeProvider = time }, new BandwidthToxic { Schedule = TenOfEachMinute });
        await pair.Server.SendAsync("free");
        Assert.Equal("free", await pair.Client.ReadTextAsync(4));
        await time.PassAsync(TimeSpan.FromSeconds(5));
        await time.TimerAsync(TimeSpan.FromSeconds(10));
        await pair.Server.SendAsync("held");
        var reading = pair.Client.ReadTextAsync(4);
        await pair.ReceivedAsync(8);
        Assert.False(reading.IsCompleted);
        await time.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("held", await reading);
        await time.PassAsync(TimeSpan.FromSeconds(50));
        await time.TimerAsync(TimeSpan.FromSeconds(10));
        await pair.Server.SendAsync("more");
        reading = pair.Client.ReadTextAsync(4);
        await pair.ReceivedAsync(12);
        await pair.Proxy.RemoveAsync("bandwidth_downstream");
        Assert.Equal("more", await reading);
    }

    [Fact]
    public async Task A_connection_that_has_lost_bytes_is_closed_when_the_time_is_over()
    {
        var time = new ManualTimeProvider();
        await using var pair = await ProxyPair.MakeAsync(new FaultProxyOptions { TimeProvider = time }, new TimeoutToxic { Schedule = TenOfEachMinute with { Offset = TimeSpan.Zero } });
        await pair.Server.SendAsync("lost");
        await pair.ReceivedAsync(4);
        await time.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal((false, ""), await pair.Client.EndAsync());
    }

    [Fact]
    public async Task On_for_longer_than_the_period_is_refused()
    {
        await using var proxy = await FaultProxy.StartAsync("127.0.0.1:1");
        await Assert.ThrowsAsync<ArgumentException>(() => proxy.AddAsync(new NoopToxic { Schedule = TenOfEachMinute with { On = TimeSpan.FromHours(1) } }));
        Assert.Throws<ArgumentOutOfRangeException>(() => TenOfEachMinute with { Every = TimeSpan.Zero });
    }
}
