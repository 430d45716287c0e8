using ChaosToolkit.Proxies;
using ChaosToolkit.Testing;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Datagrams;

public sealed class DatagramToxicTests
{
    private readonly ManualTimeProvider time = new();

    private FaultProxyOptions Options => new() { TimeProvider = time, Seed = 7, SessionTimeout = TimeSpan.FromHours(1) };

    [Fact]
    public async Task Latency_delays_each_and_two_add_up()
    {
        await using var pair = await DatagramPair.MakeAsync(Options, new LatencyToxic { Latency = TimeSpan.FromSeconds(2) }, new LatencyToxic { Name = "more", Latency = TimeSpan.FromSeconds(1) });
        await DownAsync(pair, "a", "b", "c");
        var reading = pair.Client.ReceiveAsync(3);
        await time.PassAsync(TimeSpan.FromSeconds(2));
        await time.TimerAsync(TimeSpan.FromSeconds(1));
        Assert.False(reading.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["a", "b", "c"], await reading);
    }

    [Fact]
    public async Task Jitter_lets_them_overtake_each_other_and_the_seed_says_how()
    {
        List<string> orders = [];
        for (var i = 0; i < 2; i++)
        {
            await using var pair = await DatagramPair.MakeAsync(Options, new LatencyToxic { Latency = TimeSpan.FromSeconds(10), Jitter = TimeSpan.FromSeconds(10) });
            await DownAsync(pair, [.. Enumerable.Range(0, 20).Select(static number => ((char)('a' + number)).ToString())]);
            time.Advance(TimeSpan.FromSeconds(20));
            orders.Add(string.Concat(await pair.Client.ReceiveAsync(20)));
        }

        Assert.Equal(orders[0], orders[1]);
        Assert.NotEqual("abcdefghijklmnopqrst", orders[0]);
        Assert.Equal("abcdefghijklmnopqrst", string.Concat(orders[0].Order()));
    }

    [Fact]
    public async Task What_is_held_goes_at_once_and_in_its_order_when_the_toxic_is_removed()
    {
        await using var pair = await DatagramPair.MakeAsync(Options, new LatencyToxic { Latency = TimeSpan.FromHours(1) }, new LatencyToxic { Name = "more", Latency = TimeSpan.FromHours(2) });
        await DownAsync(pair, "a", "b");
        await pair.Proxy.ResetAsync();
        Assert.Equal(["a", "b"], await pair.Client.ReceiveAsync(2));
        await pair.Proxy.AddAsync(new LatencyToxic { Latency = TimeSpan.FromMinutes(30) });
        await DownAsync(pair, "c");
        await pair.Proxy.UpdateAsync(new LatencyToxic());
        await pair.DownAsync("d");
        Assert.Equal(["c", "d"], await pair.Client.ReceiveAsync(2));
    }

    [Fact]
    public async Task Drop_loses_its_share()
    {
        await using var pair = await DatagramPair.MakeAsync(Options, new DropToxic { Probability = 0.5, Stream = ToxicStream.Upstream });
        for (var i = 0; i < 100; i++)
        {
            // One after the other: the system may lose what comes at once.
            var before = pair.Proxy.Traffic.ReceivedUpstream;
            await pair.Client.SendAsync("x", pair.Proxy.Listen);
            await pair.Proxy.TrafficAsync(traffic => traffic.ReceivedUpstream > before);
        }

        await pair.Proxy.RemoveAsync("drop_upstream");
        await pair.Client.SendAsync("end", pair.Proxy.Listen);
        var arrived = 0;
        while (await pair.Server.ReceiveAsync() != "end")
        {
            arrived++;
        }

        Assert.InRange(arrived, 30, 70);
    }

    [Fact]
    public async Task Duplicate_sends_twice()
    {
        await using var pair = await DatagramPair.MakeAsync(Options, new DuplicateToxic { Probability = 1 });
        await pair.DownAsync("a");
        await pair.DownAsync("b");
        Assert.Equal(["a", "a", "b", "b"], await pair.Client.ReceiveAsync(4));
    }

    [Fact]
    public async Task Corrupt_flips_one_bit_of_each_byte_it_hits_and_keeps_the_length()
    {
        await using var pair = await DatagramPair.MakeAsync(Options, new CorruptToxic { Probability = 1 });
        await pair.DownAsync("abcd");
        var got = await pair.Client.ReceiveAsync();
        Assert.Equal(4, got.Length);
        Assert.All(got.Zip("abcd"), static pair => Assert.True(int.IsPow2(pair.First ^ pair.Second)));
    }

    [Fact]
    public async Task Reorder_holds_one_until_others_have_overtaken_it()
    {
        await using var pair = await DatagramPair.MakeAsync(Options);
        await pair.Proxy.AddAsync(new ReorderToxic { Probability = 1, Distance = 2, Wait = TimeSpan.FromHours(2) });
        await DownAsync(pair, "late");
        await pair.Proxy.AddAsync(new NoopToxic());
        await pair.DownAsync("x");
        await pair.ReceivedAsync(5);
        await pair.Proxy.RemoveAsync("noop_downstream");
        await pair.Proxy.RemoveAsync("reorder_downstream");
        Assert.Equal(["late", "x"], await pair.Client.ReceiveAsync(2));

        await pair.Proxy.AddAsync(new ReorderToxic { Probability = 0.3, Distance = 1, Wait = TimeSpan.FromHours(2) });
        await DownAsync(pair, [.. Enumerable.Range(0, 20).Select(static number => ((char)('a' + number)).ToString())]);
        await pair.Proxy.RemoveAsync("reorder_downstream");
        var order = string.Concat(await pair.Client.ReceiveAsync(20));
        Assert.NotEqual("abcdefghijklmnopqrst", order);
        Assert.Equal("abcdefghijklmnopqrst", string.Concat(order.Order()));
    }

    [Fact]
    public async Task Reorder_waits_no_longer_than_it_is_told()
    {
        await using var pair = await DatagramPair.MakeAsync(Options, new ReorderToxic { Probability = 1 });
        await DownAsync(pair, "alone");
        var reading = pair.Client.ReceiveAsync();
        await time.TimerAsync(TimeSpan.FromMilliseconds(100));
        Assert.False(reading.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal("alone", await reading);
    }

    [Fact]
    public async Task Bandwidth_sends_each_when_it_is_paid_for()
    {
        await using var pair = await DatagramPair.MakeAsync(Options, new BandwidthToxic { KilobytesPerSecond = 1 });
        await DownAsync(pair, new string('x', 1000), new string('y', 500));
        var reading = pair.Client.ReceiveAsync(2);
        await time.PassAsync(TimeSpan.FromSeconds(1));
        await time.TimerAsync(TimeSpan.FromMilliseconds(500));
        Assert.False(reading.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal([new string('x', 1000), new string('y', 500)], await reading);
    }

    [Fact]
    public async Task Toxicity_is_the_share_of_sessions_and_a_schedule_turns_a_toxic_on_and_off()
    {
        await using var pair = await DatagramPair.MakeAsync(
            Options,
            new DropToxic { Name = "never", Probability = 1, Toxicity = 0 },
            new DropToxic { Name = "later", Probability = 1, Schedule = new ToxicSchedule { Every = TimeSpan.FromMinutes(1), On = TimeSpan.FromSeconds(10), Offset = TimeSpan.FromSeconds(5) } });
        await DownAsync(pair, "before");
        time.Advance(TimeSpan.FromSeconds(6));
        await DownAsync(pair, "lost");
        time.Advance(TimeSpan.FromSeconds(10));
        await DownAsync(pair, "after");
        Assert.Equal(["before", "after"], await pair.Client.ReceiveAsync(2));
    }

    [Fact]
    public async Task A_queue_that_is_full_loses_what_comes()
    {
        await using var pair = await DatagramPair.MakeAsync(Options, new BandwidthToxic());
        for (var i = 0; i < 4200; i++)
        {
            await DownAsync(pair, "x");
        }

        await pair.Proxy.RemoveAsync("bandwidth_downstream");
        Assert.Equal(4096, pair.Proxy.Traffic.SentDownstream);
    }

    // One after the other: by then the proxy has them.
    private static async Task DownAsync(DatagramPair pair, params string[] texts)
    {
        foreach (var text in texts)
        {
            var before = pair.Proxy.Traffic.ReceivedDownstream;
            await pair.DownAsync(text);
            await pair.ReceivedAsync(before + text.Length);
        }
    }
}
