using System.Diagnostics;
using System.Net.Sockets;

namespace ChaosToolkit.BlackBox;

// Times are asserted from below only: a loaded machine is late, never early.
public sealed class ToxicBehaviourTests(ServerUnderTest server) : IClassFixture<ServerUnderTest>
{
    private readonly ProxyApi api = server.Api;

    [Fact]
    public async Task Latencies_of_both_directions_and_of_several_toxics_add_up()
    {
        await using var pair = await Pair.MakeAsync(api);
        await pair.Proxy.AddAsync("latency", "\"latency\":100");
        await pair.Proxy.AddAsync("latency", "\"latency\":100", more: ""","name":"second" """);
        var watch = Stopwatch.StartNew();
        await pair.Server.SendAsync("hello");
        Assert.Equal("hello", await pair.Client.ReadTextAsync(5));
        Assert.InRange(watch.ElapsedMilliseconds, 195, long.MaxValue);
    }

    [Fact]
    public async Task Latency_keeps_the_order_and_every_byte()
    {
        await using var pair = await Pair.MakeAsync(api);
        await pair.Proxy.AddAsync("latency", "\"latency\":20,\"jitter\":20");
        var bytes = new byte[2_000_000];
        new Random(1).NextBytes(bytes);
        var sending = pair.Server.SendAsync(bytes);
        Assert.Equal(bytes, await pair.Client.ReadAsync(bytes.Length));
        await sending;
    }

    [Fact]
    public async Task What_is_held_is_let_go_when_latency_is_updated_or_removed()
    {
        await using var pair = await Pair.MakeAsync(api);
        await pair.Proxy.AddAsync("latency", "\"latency\":100000");
        await pair.Server.SendAsync("held");
        await pair.Proxy.UpdateAsync("latency_downstream", """{"attributes":{"latency":0}}""");
        Assert.Equal("held", await pair.Client.ReadTextAsync(4));
        await pair.Proxy.UpdateAsync("latency_downstream", """{"attributes":{"latency":100000}}""");
        await pair.Server.SendAsync("more");
        await pair.Proxy.RemoveAsync("latency_downstream");
        Assert.Equal("more", await pair.Client.ReadTextAsync(4));
        await pair.Server.SendAsync("free");
        Assert.Equal("free", await pair.Client.ReadTextAsync(4));
    }

    [Fact]
    public async Task A_toxic_of_the_other_stream_does_not_matter()
    {
        await using var pair = await Pair.MakeAsync(api);
        await pair.Proxy.AddAsync("latency", "\"latency\":100000", "upstream");
        await pair.Server.SendAsync("x");
        Assert.Equal("x", await pair.Client.ReadTextAsync(1));
    }

    [Fact]
    public async Task Bandwidth_takes_its_time_and_the_end_comes_after_the_data()
    {
        await using var pair = await Pair.MakeAsync(api);
        await pair.Proxy.AddAsync("bandwidth", "\"rate\":10");
        var watch = Stopwatch.StartNew();
        await pair.Server.SendAsync(new string('x', 3000));
        pair.Server.Dispose();
        var (reset, before) = await pair.Client.EndAsync();
        Assert.InRange(watch.ElapsedMilliseconds, 290, long.MaxValue);
        Assert.False(reset);
        Assert.Equal(3000, before.Length);
    }

    [Fact]
    public async Task At_rate_0_nothing_passes_until_the_toxic_is_gone()
    {
        await using var pair = await Pair.MakeAsync(api);
        await pair.Proxy.AddAsync("bandwidth", "\"rate\":0");
        await pair.Server.SendAsync("kept");
        var reading = pair.Client.ReadTextAsync(4);
        Assert.NotSame(reading, await Task.WhenAny(reading, Task.Delay(200)));
        await pair.Proxy.RemoveAsync("bandwidth_downstream");
        Assert.Equal("kept", await reading);
    }

    [Fact]
    public async Task Slow_close_delays_only_the_end_and_only_of_its_stream()
    {
        await using var pair = await Pair.MakeAsync(api);
        await pair.Proxy.AddAsync("slow_close", "\"delay\":300");
        await pair.Server.SendAsync("x");
        Assert.Equal("x", await pair.Client.ReadTextAsync(1));
        var watch = Stopwatch.StartNew();
        pair.Server.Dispose();
        Assert.Equal((false, ""), await pair.Client.EndAsync());
        Assert.InRange(watch.ElapsedMilliseconds, 290, long.MaxValue);
    }

    [Fact]
    public async Task Slow_close_that_is_removed_closes_at_once()
    {
        await using var pair = await Pair.MakeAsync(api);
        await pair.Proxy.AddAsync("slow_close", "\"delay\":100000");
        pair.Server.Dispose();
        await pair.Proxy.UpdateAsync("slow_close_downstream", "{}");
        await pair.Proxy.RemoveAsync("slow_close_downstream");
        Assert.Equal((false, ""), await pair.Client.EndAsync());
    }

    [Fact]
    public async Task Timeout_eats_the_bytes_and_closes_both_sides()
    {
        await using var pair = await Pair.MakeAsync(api);
        await pair.Proxy.AddAsync("timeout", "\"timeout\":200", "upstream");
        await pair.Client.SendAsync("lost");
        await pair.Server.SendAsync("kept");
        Assert.Equal("", (await pair.Server.EndAsync()).Before);
        Assert.Equal("kept", (await pair.Client.EndAsync()).Before);
    }

    [Fact]
    public async Task Removing_a_timeout_closes_its_connections()
    {
        await using var pair = await Pair.MakeAsync(api);
        await pair.Proxy.AddAsync("timeout", "\"timeout\":0");
        await pair.Server.SendAsync("lost");
        await pair.Proxy.RemoveAsync("timeout_downstream");
        Assert.Equal("", (await pair.Client.EndAsync()).Before);
    }

    [Theory]
    [InlineData("upstream")]
    [InlineData("downstream")]
    public async Task Reset_peer_resets_both_sides_after_the_first_bytes(string stream)
    {
        await using var pair = await Pair.MakeAsync(api, proxy => proxy.AddAsync("reset_peer", "\"timeout\":50", stream), exchange: false);
        await (stream == "upstream" ? pair.Client : pair.Server).SendAsync("x");
        Assert.Equal((true, ""), await pair.Client.EndAsync());
        Assert.Equal((true, ""), await pair.Server.EndAsync());
    }

    [Fact]
    public async Task Ours_can_take_reset_peer_back_in_time()
    {
        server.NeedsOurs("Toxiproxy resets all the same.");
        await using var pair = await Pair.MakeAsync(api);
        await pair.Proxy.AddAsync("reset_peer", "\"timeout\":100000");
        await pair.Server.SendAsync("x");
        await pair.Proxy.RemoveAsync("reset_peer_downstream");
        Assert.Equal("x", await pair.Client.ReadTextAsync(1));
        pair.Server.Dispose();
        Assert.Equal((false, ""), await pair.Client.EndAsync());
    }

    [Fact]
    public async Task Slicer_cuts_and_keeps_every_byte()
    {
        await using var pair = await Pair.MakeAsync(api);
        await pair.Proxy.AddAsync("slicer", "\"average_size\":64,\"size_variation\":32,\"delay\":100");
        var bytes = new byte[20_000];
        new Random(1).NextBytes(bytes);
        await pair.Server.SendAsync(bytes);
        Assert.Equal(bytes, await pair.Client.ReadAsync(bytes.Length));
    }

    [Theory]
    [InlineData(10, "0123456789")]
    [InlineData(4, "0123")]
    [InlineData(0, "")]
    public async Task Limit_data_passes_exactly_so_many_bytes_and_closes(int limit, string passes)
    {
        await using var pair = await Pair.MakeAsync(api);
        await pair.Proxy.AddAsync("limit_data", $"\"bytes\":{limit}");
        await pair.Server.SendAsync("0123456789");
        Assert.Equal(passes, (await pair.Client.EndAsync()).Before);
    }

    [Fact]
    public async Task Limit_data_counts_over_updates()
    {
        await using var pair = await Pair.MakeAsync(api);
        await pair.Proxy.AddAsync("limit_data", "\"bytes\":100");
        await pair.Server.SendAsync("12345");
        Assert.Equal("12345", await pair.Client.ReadTextAsync(5));
        await pair.Proxy.UpdateAsync("limit_data_downstream", """{"attributes":{"bytes":7}}""");
        await pair.Server.SendAsync("6789");
        Assert.Equal("67", (await pair.Client.EndAsync()).Before);
    }

    [Fact]
    public async Task Toxicity_0_is_never_and_the_end_is_ordinary()
    {
        await using var pair = await Pair.MakeAsync(api, proxy => proxy.AddAsync("limit_data", more: ""","toxicity":0"""));
        await pair.Server.SendAsync("all of it");
        pair.Server.Dispose();
        Assert.Equal((false, "all of it"), await pair.Client.EndAsync());
    }

    [Fact]
    public async Task The_end_of_one_side_closes_both()
    {
        await using var pair = await Pair.MakeAsync(api);
        pair.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal((false, ""), await pair.Server.EndAsync());
        Assert.Equal((false, ""), await pair.Client.EndAsync());
    }

    [Fact]
    public async Task A_reset_arrives_as_an_end()
    {
        await using var pair = await Pair.MakeAsync(api);
        pair.Server.LingerState = new LingerOption(true, 0);
        pair.Server.Dispose();
        Assert.Equal((false, ""), await pair.Client.EndAsync());
    }

    [Fact]
    public async Task Ours_keeps_the_other_direction_open_where_half_close_is_asked_for()
    {
        server.NeedsOurs("Toxiproxy closes both sides.");
        await using var pair = await Pair.MakeAsync(api, more: ",\"half_close\":true");
        await pair.Client.SendAsync("question");
        pair.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal((false, "question"), await pair.Server.EndAsync());
        await pair.Server.SendAsync("answer");
        pair.Server.Dispose();
        Assert.Equal((false, "answer"), await pair.Client.EndAsync());
    }
}

/// <summary>A client and a server, connected through a proxy of its own.</summary>
internal sealed class Pair(TestServer listener, TestProxy proxy, Socket client, Socket server) : IAsyncDisposable
{
    public TestProxy Proxy => proxy;

    public Socket Client => client;

    public Socket Server => server;

    public static async Task<Pair> MakeAsync(ProxyApi api, Func<TestProxy, Task>? before = null, bool exchange = true, string more = "")
    {
        var listener = new TestServer();
        var proxy = await api.CreateAsync(listener.Address, more);
        if (before is not null)
        {
            await before(proxy);
        }

        var accepting = listener.AcceptAsync();
        var client = await proxy.ConnectAsync();
        var server = await accepting;
        if (exchange)
        {
            // The links stand, once something came through the other way than most toxics work.
            await client.SendAsync("!");
            Assert.Equal("!", await server.ReadTextAsync(1));
        }

        return new Pair(listener, proxy, client, server);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        server.Dispose();
        listener.Dispose();
        await proxy.DisposeAsync();
    }
}
