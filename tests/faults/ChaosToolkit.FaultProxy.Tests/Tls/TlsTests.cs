using System.Net.Security;
using System.Text;
using ChaosToolkit.BlackBox;
using ChaosToolkit.Proxies;
using ChaosToolkit.Testing;
using ChaosToolkit.Toxics;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Tls;

public sealed class TlsTests : IDisposable
{
    private readonly TestAuthority authority = new();
    private readonly TestServer server = new();
    private readonly ListLogger log = new();

    public void Dispose()
    {
        authority.Dispose();
        server.Dispose();
    }

    [Fact]
    public async Task A_name_that_no_server_can_have_is_refused_when_the_proxy_is_made()
    {
        var wrong = await Assert.ThrowsAsync<ArgumentException>(() => FaultProxy.StartAsync("127.0.0.1:1", new FaultProxyOptions { UpstreamTls = new UpstreamTls { ServerName = "ü..x" } }));
        Assert.StartsWith("The name of the upstream's server, 'ü..x', is none", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passes_tls_through_untouched_by_itself()
    {
        await using var proxy = await FaultProxy.StartAsync(server.Address);
        var accepting = server.AcceptAsync(authority, "h2");
        await using var client = await TlsSockets.ConnectAsync(proxy.Listen, authority, "h2");
        await using var accepted = await accepting;
        await RoundTripAsync(client, accepted);
        Assert.Equal(SslApplicationProtocol.Http2, client.NegotiatedApplicationProtocol);
    }

    [Fact]
    public async Task Ends_the_clients_tls_and_speaks_plainly_to_the_upstream()
    {
        await using var proxy = await StartAsync(listen: authority.Listen);
        var accepting = server.AcceptAsync();
        await using var client = await TlsSockets.ConnectAsync(proxy.Listen, authority);
        using var accepted = await accepting;
        await client.SendAsync("ping");
        Assert.Equal("ping", await accepted.ReadTextAsync(4));
        await accepted.SendAsync("pong");
        Assert.Equal("pong", await client.ReadTextAsync(4));
        accepted.Close();
        Assert.Equal("", await client.ReadTextAsync(1));
    }

    [Fact]
    public async Task Speaks_tls_to_the_upstream_of_a_plain_client()
    {
        await using var proxy = await StartAsync(upstream: authority.Upstream);
        var accepting = server.AcceptAsync(authority);
        using var client = await TestSockets.ConnectAsync(proxy.Listen);
        await using var accepted = await accepting;
        await client.SendAsync("ping");
        Assert.Equal("ping", await accepted.ReadTextAsync(4));
        await accepted.SendAsync("pong");
        Assert.Equal("pong", await client.ReadTextAsync(4));
        client.Dispose();
        Assert.Equal("", await accepted.ReadTextAsync(1));
    }

    [Fact]
    public async Task A_megabyte_passes_each_way_between_two_ends_of_tls()
    {
        await using var proxy = await StartAsync(authority.Listen, authority.Upstream);
        var (client, accepted) = await PairAsync(proxy);
        var bytes = new byte[1024 * 1024];
        new Random(1).NextBytes(bytes);
        foreach (var (from, to) in (IEnumerable<(SslStream, SslStream)>)[(client, accepted), (accepted, client)])
        {
            var got = new byte[bytes.Length];
            var reading = to.ReadExactlyAsync(got).AsTask();
            await from.WriteAsync(bytes);
            await reading.WaitAsync(TimeSpan.FromSeconds(20));
            Assert.Equal(bytes, got);
        }

        var traffic = await proxy.TrafficAsync(traffic => traffic.SentDownstream == bytes.Length);
        Assert.Equal((bytes.Length, bytes.Length), (traffic.ReceivedUpstream, traffic.SentDownstream));
    }

    [Fact]
    public async Task Toxics_work_on_what_is_inside()
    {
        var time = new ManualTimeProvider();
        await using var proxy = await StartAsync(authority.Listen, authority.Upstream, time, new CorruptToxic { Probability = 1 }, new LatencyToxic { Latency = TimeSpan.FromSeconds(3), Stream = ToxicStream.Upstream });
        var (client, accepted) = await PairAsync(proxy);
        await client.SendAsync("late");
        var reading = accepted.ReadTextAsync(4);
        await time.TimerAsync(TimeSpan.FromSeconds(3));
        Assert.False(reading.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("late", await reading);
        await accepted.SendAsync("good");
        var got = Encoding.ASCII.GetBytes(await client.ReadTextAsync(4));
        Assert.Equal(4, got.Length);
        Assert.NotEqual("good", Encoding.ASCII.GetString(got));
        await proxy.AddAsync(new LimitDataToxic { Bytes = 2 });
        await accepted.SendAsync("good");
        Assert.Equal(2, (await client.ReadTextAsync(4)).Length);
    }

    [Fact]
    public async Task Toxics_of_http_work_on_what_is_inside()
    {
        await using var proxy = await FaultProxy.StartAsync(server.Address, new FaultProxyOptions { Protocol = ProxyProtocol.Http, ListenTls = authority.Listen, UpstreamTls = authority.Upstream });
        await proxy.AddAsync(new HttpStatusToxic { Stream = ToxicStream.Upstream, Status = 503, Body = "no" });
        var accepting = server.AcceptAsync(authority, "http/1.1");
        await using var client = await TlsSockets.ConnectAsync(proxy.Listen, authority, "h2", "http/1.1");
        await using var accepted = await accepting;
        Assert.Equal((SslApplicationProtocol.Http11, SslApplicationProtocol.Http11), (client.NegotiatedApplicationProtocol, accepted.NegotiatedApplicationProtocol));
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 503 ", await client.ReadTextAsync(32));
    }

    [Fact]
    public async Task Half_close_says_the_end_of_one_direction_only()
    {
        await using var proxy = await FaultProxy.StartAsync(server.Address, new FaultProxyOptions { HalfClose = true, ListenTls = authority.Listen, UpstreamTls = authority.Upstream });
        var (client, accepted) = await PairAsync(proxy);
        await client.SendAsync("last");
        await client.ShutdownAsync();
        Assert.Equal("last", await accepted.ReadTextAsync(5));
        await accepted.SendAsync("answer");
        Assert.Equal("answer", await client.ReadTextAsync(6));
    }

    [Fact]
    public async Task A_toxic_is_removed_at_once_while_a_client_does_not_read()
    {
        await using var proxy = await StartAsync(authority.Listen, authority.Upstream, null, new LatencyToxic { Latency = TimeSpan.FromMilliseconds(1) });
        var (client, accepted) = await PairAsync(proxy);
        using var stop = new CancellationTokenSource();
        var flooding = Record.ExceptionAsync(async () =>
        {
            var bytes = new byte[64 * 1024];
            while (!stop.IsCancellationRequested)
            {
                await accepted.WriteAsync(bytes, stop.Token);
            }
        });
        await proxy.TrafficAsync(traffic => traffic.ReceivedDownstream >= 1024 * 1024);

        Assert.True(await proxy.RemoveAsync("latency_downstream").WaitAsync(TimeSpan.FromSeconds(10)));
        await proxy.AddAsync(new ResetPeerToxic()).WaitAsync(TimeSpan.FromSeconds(10));
        await proxy.DisableAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, proxy.Traffic.Connections);
        await stop.CancelAsync();
        await flooding;
        client.Dispose();
        accepted.Dispose();
    }

    [Fact]
    public async Task Connections_that_come_and_go_in_the_middle_of_everything_leave_nothing_open()
    {
        using var echo = TestServer.Echo();
        await using var proxy = await FaultProxy.StartAsync(echo.Address, new FaultProxyOptions { ListenTls = authority.Listen });
        await Parallel.ForAsync(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            if (number % 3 == 0)
            {
                using var silent = await TestSockets.ConnectAsync(proxy.Listen);
                await silent.SendAsync("\u0016");
                return;
            }

            await using var client = await TlsSockets.ConnectAsync(proxy.Listen, authority);
            await client.SendAsync("x");
            Assert.Equal("x", await client.ReadTextAsync(1));
        });
        await proxy.TrafficAsync(traffic => traffic.Connections == 0);
    }

    [Fact]
    public async Task Alpn_is_what_the_options_say()
    {
        await using var proxy = await StartAsync(authority.Listen with { Alpn = "h2" }, authority.Upstream with { Alpn = "h2" });
        var accepting = server.AcceptAsync(authority, "http/1.1", "h2");
        await using var client = await TlsSockets.ConnectAsync(proxy.Listen, authority, "http/1.1", "h2");
        await using var accepted = await accepting;
        Assert.Equal((SslApplicationProtocol.Http2, SslApplicationProtocol.Http2), (client.NegotiatedApplicationProtocol, accepted.NegotiatedApplicationProtocol));
    }

    [Fact]
    public async Task A_client_that_fails_to_shake_hands_is_closed_and_holds_up_nobody()
    {
        await using var proxy = await StartAsync(listen: authority.Listen);
        using var silent = await TestSockets.ConnectAsync(proxy.Listen);
        using var wrong = await TestSockets.ConnectAsync(proxy.Listen);
        await wrong.SendAsync("GET / HTTP/1.1\r\n\r\n");
        await wrong.EndAsync();
        var accepting = server.AcceptAsync();
        await using var client = await TlsSockets.ConnectAsync(proxy.Listen, authority);
        using var accepted = await accepting;
        await client.SendAsync("ping");
        Assert.Equal("ping", await accepted.ReadTextAsync(4));
        Assert.Contains("TLS handshake failed: proxy proxy, with client", Assert.Single(log.Lines));
    }

    [Fact]
    public async Task A_client_that_says_nothing_is_given_up()
    {
        var time = new ManualTimeProvider();
        await using var proxy = await StartAsync(authority.Listen, null, time);
        using var silent = await TestSockets.ConnectAsync(proxy.Listen);
        await time.PassAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("", (await silent.EndAsync()).Before);
        Assert.Contains("it took too long", Assert.Single(log.Lines));
    }

    [Fact]
    public async Task An_upstream_that_cannot_be_trusted_gets_nothing_unless_that_is_said()
    {
        await using var proxy = await StartAsync(upstream: new UpstreamTls());
        var accepting = NothingArrivesAsync();
        using (var client = await TestSockets.ConnectAsync(proxy.Listen))
        {
            Assert.Equal("", (await client.EndAsync()).Before);
        }

        Assert.Contains("TLS handshake failed: proxy proxy, with upstream", Assert.Single(log.Lines));
        await accepting;
        await using var other = await StartAsync(upstream: new UpstreamTls { Insecure = true });
        var opening = server.AcceptAsync(authority);
        using var second = await TestSockets.ConnectAsync(other.Listen);
        await using var accepted = await opening;
        await second.SendAsync("ping");
        Assert.Equal("ping", await accepted.ReadTextAsync(4));
    }

    [Theory]
    [InlineData("other.example", false)]
    [InlineData("localhost", true)]
    [InlineData("", true)]
    public async Task The_name_of_the_upstream_is_verified(string name, bool holds)
    {
        await using var proxy = await StartAsync(upstream: authority.Upstream with { ServerName = name });
        var accepting = server.AcceptAsync(authority);
        using var client = await TestSockets.ConnectAsync(proxy.Listen);
        if (holds)
        {
            await using var accepted = await accepting;
            await accepted.SendAsync("pong");
            Assert.Equal("pong", await client.ReadTextAsync(4));
        }
        else
        {
            Assert.Equal("", (await client.EndAsync()).Before);
            await Record.ExceptionAsync(() => accepting); // closed in the middle, or later
        }
    }

    [Fact]
    public async Task A_key_that_does_not_fit_is_refused_without_its_text()
    {
        using var other = new TestAuthority();
        foreach (var tls in (IEnumerable<ListenTls>)[authority.Listen with { KeyFile = other.KeyFile }, authority.Listen with { KeyFile = "/no/such/key.pem" }, authority.Listen with { KeyFile = authority.KeyText }, authority.Listen with { CertificateFile = authority.KeyFile }])
        {
            var error = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(listen: tls));
            Assert.DoesNotContain("PRIVATE KEY", error.Message);
        }

        await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(upstream: new UpstreamTls { AuthoritiesFile = "/no/such/ca.pem" }));
    }

    // The server may shake hands to the end before it hears that it is not trusted.
    private async Task NothingArrivesAsync()
    {
        try
        {
            await using var accepted = await server.AcceptAsync(authority);
            Assert.Equal("", await accepted.ReadTextAsync(1));
        }
        catch (Exception error) when (error is IOException or System.Security.Authentication.AuthenticationException)
        {
            // That is how it hears.
        }
    }

    private static async Task RoundTripAsync(SslStream client, SslStream accepted)
    {
        await client.SendAsync("ping");
        Assert.Equal("ping", await accepted.ReadTextAsync(4));
        await accepted.SendAsync("pong");
        Assert.Equal("pong", await client.ReadTextAsync(4));
    }

    private async Task<(SslStream Client, SslStream Accepted)> PairAsync(FaultProxy proxy)
    {
        var accepting = server.AcceptAsync(authority);
        var client = await TlsSockets.ConnectAsync(proxy.Listen, authority);
        return (client, await accepting);
    }

    private async Task<FaultProxy> StartAsync(ListenTls? listen = null, UpstreamTls? upstream = null, TimeProvider? time = null, params Toxic[] toxics)
    {
        var proxy = await FaultProxy.StartAsync(server.Address, new FaultProxyOptions { ListenTls = listen, UpstreamTls = upstream, TimeProvider = time ?? TimeProvider.System, Logger = log });
        foreach (var toxic in toxics)
        {
            await proxy.AddAsync(toxic);
        }

        return proxy;
    }

    private sealed class ListLogger : ILogger
    {
        private readonly List<string> lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (lines)
                {
                    return [.. lines];
                }
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                lock (lines)
                {
                    lines.Add(formatter(state, exception));
                }
            }
        }
    }
}
