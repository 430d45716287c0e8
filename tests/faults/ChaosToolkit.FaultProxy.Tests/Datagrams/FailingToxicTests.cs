using System.Collections;
using System.Net;
using ChaosToolkit.Proxies;
using ChaosToolkit.Testing;
using ChaosToolkit.Timing;
using ChaosToolkit.Toxics;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Datagrams;

/// <summary>Toxics that throw, and very many: neither ends the proxy, still less the process.</summary>
public sealed class FailingToxicTests
{
    private static readonly LatencyToxic Failing = new() { Name = "failing", Distribution = LatencyDistribution.Recorded, Values = new Broken(), Stream = ToxicStream.Upstream };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_throws_ends_the_session_and_the_proxy_goes_on(bool onTheClock)
    {
        using var log = new LogCollector();
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var pair = await DatagramPair.MakeAsync(new FaultProxyOptions
        {
            Logger = log.CreateLogger("proxy"),
            OnEvent = happened => _ = happened.Kind == ProxyEventKind.ConnectionClosed && closed.TrySetResult(),
        });
        if (onTheClock)
        {
            await pair.Proxy.AddAsync(new LatencyToxic { Latency = TimeSpan.FromMilliseconds(1), Stream = ToxicStream.Upstream });
        }

        await pair.Proxy.AddAsync(Failing);
        await pair.Client.SendAsync("x", pair.Proxy.Listen);
        await closed.Task.WaitAsync(Eventually.Patience);
        await pair.Proxy.ResetAsync();
        await pair.UpAsync("y", "y");
        Assert.Contains("ERROR Toxic failing of proxy proxy failed; its connection is closed", log.Lines);
    }

    [Fact]
    public async Task What_is_let_go_into_one_that_throws_ends_the_session_too()
    {
        using var log = new LogCollector();
        await using var pair = await DatagramPair.MakeAsync(new FaultProxyOptions { Logger = log.CreateLogger("proxy") }, new LatencyToxic { Latency = TimeSpan.FromHours(1), Stream = ToxicStream.Upstream });
        await pair.Proxy.AddAsync(Failing);
        await pair.Client.SendAsync("x", pair.Proxy.Listen);
        await pair.Proxy.TrafficAsync(static traffic => traffic.ReceivedUpstream == 6);
        await pair.Proxy.RemoveAsync("latency_upstream");
        Assert.Equal(0, (await pair.Proxy.TrafficAsync(static traffic => traffic.Connections == 0)).Connections);
        Assert.Contains("ERROR Toxic failing of proxy proxy failed; its connection is closed", log.Lines);
    }

    [Fact]
    public void Very_many_toxics_do_not_overflow_the_stack()
    {
        var sent = 0;
        var pipe = new DatagramPipe(FaultClock.Of(TimeProvider.System), ToxicStream.Upstream, IPAddress.Loopback, 1, _ => sent++, static (_, _) => Assert.Fail("It failed."), new LogCollector().CreateLogger("pipe"));
        var toxic = new NoopToxic { Stream = ToxicStream.Upstream };
        pipe.Apply([.. Enumerable.Range(0, 200_000).Select(number => new PlacedToxic(toxic, (ulong)number, 0))]);
        pipe.Take("x"u8);
        Assert.Equal(1, sent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_alarm_that_throws_is_told_of_and_the_clock_goes_on(bool provided)
    {
        var time = new ManualTimeProvider();
        var clock = FaultClock.Of(provided ? time : TimeProvider.System);
        using var log = new LogCollector();
        var rung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        clock.Set(new Bell(log.CreateLogger("bell"), static () => throw new InvalidOperationException("a mistake")), clock.Now);
        clock.Set(new Bell(log.CreateLogger("bell"), rung.SetResult), clock.Now + 1);
        time.Advance(TimeSpan.FromSeconds(1));
        await rung.Task.WaitAsync(Eventually.Patience);
        Assert.Contains("ERROR What was due at a time has failed", log.Lines);
    }

    private sealed class Bell(ILogger log, Action ring) : Alarm
    {
        protected internal override ILogger Log => log;

        protected internal override void Ring() => ring();
    }

    // Looks like a list of one delay, until that is asked for.
    private sealed class Broken : IReadOnlyList<double>
    {
        public int Count => 1;

        public double this[int index] => throw new InvalidOperationException("a mistake");

        public IEnumerator<double> GetEnumerator() => Enumerable.Repeat(1.0, 1).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
