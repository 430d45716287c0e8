using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ChaosToolkit.BlackBox;
using ChaosToolkit.Serving;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Events;

public sealed class EventStreamTests : IAsyncLifetime
{
    private readonly ManualTimeProvider time = new();
    private readonly TestServer upstream = TestServer.Echo();
    private ProxyServer? server;
    private ProxyApi? api;

    private ProxyServer Server => server ?? throw new InvalidOperationException("Not started.");

    private ProxyApi Api => api ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        server = await ProxyServer.StartAsync(new ProxyServerOptions { Port = 0, TimeProvider = time });
        api = new ProxyApi(server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        api?.Dispose();
        upstream.Dispose();
        await (server?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task Tells_of_all_that_happens_to_proxies_and_toxics_in_its_order()
    {
        using var events = await EventClient.OpenAsync(Server.Address);
        Assert.Equal("text/event-stream", events.Response.Content.Headers.ContentType!.ToString());
        await CreateAsync("redis", ""","toxics":[{"type":"noop"}]""");
        var created = await events.NextAsync();
        Assert.Equal("proxy_created", created["type"]!.GetValue<string>());
        Assert.Equal(("2024-02-29T12:00:00+00:00", "redis"), (created["time"]!.GetValue<string>(), created["proxy"]!.GetValue<string>()));
        Assert.Equal((await Api.ExpectAsync(200, "GET", "/proxies/redis")).Json.ToJsonString(), created["state"]!.ToJsonString());

        var added = await Api.ExpectAsync(200, "POST", "/proxies/redis/toxics", """{"type":"latency","ttl":5,"attributes":{"latency":10}}""");
        var toxic = await events.NextAsync();
        Assert.Equal(("toxic_added", added.Json.ToJsonString()), (toxic["type"]!.GetValue<string>(), toxic["toxic"]!.ToJsonString()));

        await Api.ExpectAsync(200, "PATCH", "/proxies/redis/toxics/latency_downstream", """{"ttl":5}""");
        await Api.ExpectAsync(200, "PATCH", "/proxies/redis/toxics/latency_downstream", """{"attributes":{"latency":20}}""");
        toxic = await events.NextAsync();
        Assert.Equal(("toxic_updated", 20, 5), (toxic["type"]!.GetValue<string>(), toxic["toxic"]!["attributes"]!["latency"]!.GetValue<int>(), toxic["toxic"]!["ttl"]!.GetValue<int>()));

        await time.PassAsync(TimeSpan.FromSeconds(5));
        toxic = await events.NextAsync();
        Assert.Equal(("toxic_expired", "latency_downstream"), (toxic["type"]!.GetValue<string>(), toxic["toxic"]!["name"]!.GetValue<string>()));

        await Api.ExpectAsync(204, "DELETE", "/proxies/redis/toxics/noop_downstream");
        await Api.ExpectAsync(404, "DELETE", "/proxies/redis/toxics/noop_downstream");
        await Api.ExpectAsync(200, "PATCH", "/proxies/redis", """{"enabled":false,"ttl":7}""");
        Assert.Equal(["toxic_removed redis"], await events.NextAsync(1));
        var disabled = await events.NextAsync();
        Assert.Equal(("proxy_disabled", false, 7), (disabled["type"]!.GetValue<string>(), disabled["state"]!["enabled"]!.GetValue<bool>(), disabled["state"]!["ttl"]!.GetValue<int>()));
        await time.PassAsync(TimeSpan.FromSeconds(7));
        var enabled = await events.NextAsync();
        Assert.Equal(("proxy_enabled", true), (enabled["type"]!.GetValue<string>(), enabled["expired"]!.GetValue<bool>()));

        await Api.ExpectAsync(200, "PATCH", "/proxies/redis", """{"upstream":"other:1"}""");
        await Api.ExpectAsync(200, "PATCH", "/proxies/redis", """{"upstream":"other:1"}""");
        await Api.ExpectAsync(204, "DELETE", "/proxies/redis");
        Assert.Equal(["proxy_updated redis", "proxy_disabled redis", "proxy_deleted redis"], await events.NextAsync(3));
    }

    [Fact]
    public async Task A_proxy_that_cannot_be_made_is_not_told_of_and_one_that_is_replaced_is_deleted_first()
    {
        using var events = await EventClient.OpenAsync(Server.Address);
        await CreateAsync("a");
        await Api.ExpectAsync(500, "POST", "/proxies", """{"name":"b","upstream":"x:1","listen":"256.1.1.1:1"}""");
        await Api.ExpectAsync(201, "POST", "/populate", """[{"name":"a","upstream":"y:1","listen":"127.0.0.1:0"}]""");
        Assert.Equal(["proxy_created a", "proxy_disabled a", "proxy_deleted a", "proxy_created a"], await events.NextAsync(4));
        await Api.ExpectAsync(204, "DELETE", "/proxies/a");
    }

    [Fact]
    public async Task Who_comes_back_gets_what_was_missed()
    {
        string? last;
        using (var events = await EventClient.OpenAsync(Server.Address))
        {
            await CreateAsync("a");
            await events.NextAsync();
            last = events.LastId;
        }

        await CreateAsync("b");
        await CreateAsync("c");
        using var again = await EventClient.OpenAsync(Server.Address, "", last);
        Assert.Equal(["proxy_created b", "proxy_created c"], await again.NextAsync(2));
        using var other = await EventClient.OpenAsync(Server.Address, "?proxy=c", "0-0");
        Assert.Equal(["gap ", "proxy_created c"], await other.NextAsync(2));
        using var fresh = await EventClient.OpenAsync(Server.Address);
        await CreateAsync("d");
        Assert.Equal(["proxy_created d"], await fresh.NextAsync(1));
    }

    [Fact]
    public void What_is_kept_is_bounded_and_a_gap_is_told()
    {
        using var feed = new EventFeed(time);
        using (var reader = feed.Open(null, [], false))
        {
            for (var i = 0; i < EventFeed.Kept + 2; i++)
            {
                feed.Publish("x", "p", time.GetUtcNow(), isConnection: false, static _ => { });
            }
        }

        var epoch = time.GetUtcNow().UtcTicks.ToString("x", CultureInfo.InvariantCulture);
        using var late = feed.Open(epoch + "-1", [], false);
        Assert.Equal(EventFeed.Kept + 1, late.Frames.Count);
        using var just = feed.Open(epoch + "-2", [], false);
        Assert.Equal(EventFeed.Kept, just.Frames.Count);
    }

    [Fact]
    public async Task Connections_are_told_of_where_that_is_asked_for()
    {
        using var events = await EventClient.OpenAsync(Server.Address, "?connections=true");
        using var plain = await EventClient.OpenAsync(Server.Address);
        var listen = await CreateAsync("a");
        string client;
        using (var socket = await TestSockets.ConnectAsync(listen))
        {
            client = $"127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}"; // connected
            await socket.SendAsync("x");
            await socket.ReadAsync(1);
        }

        Assert.Equal(["proxy_created a"], await events.NextAsync(1));
        var opened = await events.NextAsync();
        Assert.Equal(("connection_opened", client), (opened["type"]!.GetValue<string>(), opened["client"]!.GetValue<string>()));
        Assert.Equal(["connection_closed a"], await events.NextAsync(1));
        await Api.ExpectAsync(200, "PATCH", "/proxies/a", """{"upstream":"127.0.0.1:1"}""");
        using var refused = await TestSockets.ConnectAsync(listen);
        Assert.Equal(["proxy_updated a"], await events.NextAsync(1));
        var failed = await events.NextAsync();
        Assert.Equal("connection_failed", failed["type"]!.GetValue<string>());
        Assert.NotEmpty(failed["reason"]!.GetValue<string>());
        Assert.Equal(["proxy_created a", "proxy_updated a"], await plain.NextAsync(2));
    }

    [Fact]
    public async Task A_comment_comes_when_nothing_else_does()
    {
        using var events = await EventClient.OpenAsync(Server.Address);
        await time.PassAsync(EventStream.Heartbeat);
        Assert.Equal(": ", await events.LineAsync());
        Assert.Equal("", await events.LineAsync());
        await time.PassAsync(EventStream.Heartbeat);
        Assert.Equal(": ", await events.LineAsync());
    }

    [Fact]
    public async Task Who_does_not_read_is_dropped_and_holds_up_nobody()
    {
        using var slow = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await slow.ConnectAsync(Server.Address.Host, Server.Address.Port);
        await slow.SendAsync("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Equal("HTTP/1.1 200", await slow.ReadTextAsync(12));
        await CreateAsync("a");
        var noise = new string('x', 100_000);
        for (var i = 0; i < 400; i++)
        {
            await Api.ExpectAsync(200, "POST", "/proxies/a/toxics", $$"""{"type":"noop","name":"{{noise}}{{i}}"}""");
        }

        // 40 MB are too many, and the other 40 MB come at once.
        await Api.ExpectAsync(204, "POST", "/reset");
        var (_, before) = await slow.EndAsync();
        Assert.DoesNotContain("\r\n0\r\n", before, StringComparison.Ordinal);
        using var events = await EventClient.OpenAsync(Server.Address);
        await CreateAsync("b");
        Assert.Equal(["proxy_created b"], await events.NextAsync(1));
    }

    [Fact]
    public async Task The_stream_ends_with_the_server_which_does_not_wait_for_it()
    {
        using var events = await EventClient.OpenAsync(Server.Address);
        await Server.DisposeAsync();
        Assert.Null(await events.LineAsync());
        server = null;
    }

    private async Task<string> CreateAsync(string name, string more = "") =>
        (await Api.ExpectAsync(201, "POST", "/proxies", $$"""{"name":"{{name}}","listen":"127.0.0.1:0","upstream":"{{upstream.Address}}"{{more}}}""")).Json["listen"]!.GetValue<string>();
}
