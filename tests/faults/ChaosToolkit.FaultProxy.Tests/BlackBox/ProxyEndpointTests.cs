using System.Net.Sockets;

namespace ChaosToolkit.BlackBox;

public sealed class ProxyEndpointTests(ServerUnderTest server) : IClassFixture<ServerUnderTest>
{
    private readonly ProxyApi api = server.Api;

    [Theory]
    [InlineData("""{"upstream":"a:1"}""", 400, "missing required field: name")]
    [InlineData("""{"name":"x"}""", 400, "missing required field: upstream")]
    [InlineData("null", 400, "missing required field: name")]
    [InlineData("""{"name":"x","upstream":"a:1","listen":"foo"}""", 500, "listen tcp: address foo: missing port in address")]
    [InlineData("""{"name":"x","upstream":"a:1","listen":"127.0.0.1:99999"}""", 500, "listen tcp: address 99999: invalid port")]
    public async Task Says_what_is_missing(string body, int status, string error)
    {
        var reply = await api.ExpectAsync(status, "POST", "/proxies", body);
        Assert.Equal(error, reply.Json["error"]!.GetValue<string>());
        await api.ExpectAsync(404, "GET", "/proxies/x");
    }

    [Fact]
    public async Task Shows_the_real_address_and_refuses_a_name_or_an_address_twice()
    {
        await using var proxy = await api.CreateAsync("nonsense");
        Assert.Matches(@"^127\.0\.0\.1:[1-9]\d*$", proxy.Listen);
        var twice = await api.ExpectAsync(409, "POST", "/proxies", $$"""{"name":"{{proxy.Name}}","upstream":"a:1"}""");
        Assert.Equal("proxy already exists", twice.Json["error"]!.GetValue<string>());
        var taken = await api.ExpectAsync(500, "POST", "/proxies", $$"""{"name":"{{ProxyApi.NewName()}}","upstream":"a:1","listen":"{{proxy.Listen}}"}""");
        Assert.Equal($"listen tcp {proxy.Listen}: bind: address already in use", taken.Json["error"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("", @"^\[::\]:[1-9]\d*$")]
    [InlineData(":0", @"^\[::\]:[1-9]\d*$")]
    [InlineData("0.0.0.0:0", @"^\[::\]:[1-9]\d*$")]
    [InlineData("localhost:0", @"^127\.0\.0\.1:[1-9]\d*$")]
    public async Task Resolves_where_it_listens(string listen, string shown)
    {
        var name = ProxyApi.NewName();
        var reply = await api.ExpectAsync(201, "POST", "/proxies", $$"""{"name":"{{name}}","upstream":"a:1","listen":"{{listen}}"}""");
        Assert.Matches(shown, reply.Json["listen"]!.GetValue<string>());
        await api.ExpectAsync(204, "DELETE", "/proxies/" + name);
    }

    [Fact]
    public async Task Disabling_closes_connections_and_keeps_toxics()
    {
        using var echo = TestServer.Echo();
        await using var proxy = await api.CreateAsync(echo.Address);
        await proxy.AddAsync("latency", "\"latency\":1");
        using var client = await proxy.ConnectAsync();
        await client.SendAsync("hello");
        Assert.Equal("hello", await client.ReadTextAsync(5));
        var reply = await api.ExpectAsync(200, "POST", "/proxies/" + proxy.Name, """{"enabled":false}""");
        Assert.False(reply.Json["enabled"]!.GetValue<bool>());
        Assert.Equal((false, ""), await client.EndAsync());
        await Assert.ThrowsAsync<SocketException>(proxy.ConnectAsync);
        reply = await api.ExpectAsync(200, "PATCH", "/proxies/" + proxy.Name, """{"enabled":true}""");
        Assert.Single(reply.Json["toxics"]!.AsArray());
        Assert.Equal(proxy.Listen, reply.Json["listen"]!.GetValue<string>());
        using var again = await proxy.ConnectAsync();
    }

    [Fact]
    public async Task The_same_values_change_nothing()
    {
        using var echo = TestServer.Echo();
        await using var proxy = await api.CreateAsync(echo.Address);
        using var client = await proxy.ConnectAsync();
        await client.SendAsync("a");
        await client.ReadAsync(1);
        var port = proxy.Listen[(proxy.Listen.IndexOf(':', StringComparison.Ordinal) + 1)..];
        await api.ExpectAsync(200, "POST", "/proxies/" + proxy.Name, $$"""{"listen":"localhost:{{port}}","upstream":"{{echo.Address}}","name":"other","enabled":true}""");
        await client.SendAsync("b");
        Assert.Equal("b", await client.ReadTextAsync(1));
    }

    [Fact]
    public async Task Another_upstream_closes_connections()
    {
        using var echo = TestServer.Echo();
        using var other = TestServer.Echo();
        await using var proxy = await api.CreateAsync(echo.Address);
        using var client = await proxy.ConnectAsync();
        await client.SendAsync("a");
        await client.ReadAsync(1);
        var reply = await api.ExpectAsync(200, "POST", "/proxies/" + proxy.Name, $$"""{"upstream":"{{other.Address}}"}""");
        Assert.True(reply.Json["enabled"]!.GetValue<bool>());
        Assert.Equal((false, ""), await client.EndAsync());
    }

    [Fact]
    public async Task A_start_that_fails_leaves_it_disabled_with_the_new_address()
    {
        await using var first = await api.CreateAsync("a:1");
        await using var second = await api.CreateAsync("a:1");
        await api.ExpectAsync(500, "POST", "/proxies/" + second.Name, $$"""{"listen":"{{first.Listen}}"}""");
        var reply = await api.ExpectAsync(200, "GET", "/proxies/" + second.Name);
        Assert.False(reply.Json["enabled"]!.GetValue<bool>());
        Assert.Equal(first.Listen, reply.Json["listen"]!.GetValue<string>());
        var before = (await api.ExpectAsync(200, "GET", "/proxies/" + first.Name)).Body;
        await api.ExpectAsync(500, "POST", "/proxies/" + first.Name, """{"listen":"nowhere"}""");
        Assert.Equal(before, (await api.ExpectAsync(200, "GET", "/proxies/" + first.Name)).Body);
    }

    [Fact]
    public async Task Reset_starts_and_cleans_every_proxy()
    {
        server.NeedsOurs("It would reset the proxies of other tests.");
        await using var process = await ProxyProcess.StartAsync(); // which has none of them
        var own = new ProxyApi(process.Address);
        await using var proxy = await own.CreateAsync("a:1");
        await proxy.AddAsync("latency");
        await own.ExpectAsync(200, "POST", "/proxies/" + proxy.Name, """{"enabled":false}""");
        await own.ExpectAsync(204, "POST", "/reset", "whatever");
        var reply = await own.ExpectAsync(200, "GET", "/proxies/" + proxy.Name);
        Assert.True(reply.Json["enabled"]!.GetValue<bool>());
        Assert.Empty(reply.Json["toxics"]!.AsArray());
    }

    [Fact]
    public async Task Populate_checks_all_creates_the_missing_and_leaves_the_rest_alone()
    {
        var (a, b) = (ProxyApi.NewName("a"), ProxyApi.NewName("b"));
        var bad = await api.ExpectAsync(400, "POST", "/populate", $$"""[{"name":"{{a}}","upstream":"u:1"},{"name":"","upstream":"u:1"}]""");
        Assert.Equal("""{"error":"missing required field: name at proxy 2","status":400,"proxies":null}""", bad.Body);
        Assert.Equal("application/json", bad.Type);
        await api.ExpectAsync(404, "GET", "/proxies/" + a);
        Assert.Equal("""{"proxies":null}""", (await api.ExpectAsync(201, "POST", "/populate", "[]")).Body);
        await api.ExpectAsync(400, "POST", "/populate", "{}");

        var made = await api.ExpectAsync(201, "POST", "/populate", $$"""[{"name":"{{a}}","upstream":"u:1","listen":"127.0.0.1:0"},{"name":"{{b}}","upstream":"u:1","enabled":false,"listen":"127.0.0.1:0"}]""");
        Assert.Equal([true, false], made.Json["proxies"]!.AsArray().Select(proxy => proxy!["enabled"]!.GetValue<bool>()));
        var listen = made.Json["proxies"]![0]!["listen"]!.GetValue<string>();
        await api.ExpectAsync(200, "POST", $"/proxies/{a}/toxics", """{"type":"noop"}""");
        var again = await api.ExpectAsync(201, "POST", "/populate", $$"""[{"name":"{{a}}","upstream":"u:1","listen":"{{listen}}","enabled":false}]""");
        Assert.True(again.Json["proxies"]![0]!["enabled"]!.GetValue<bool>());
        Assert.Single(again.Json["proxies"]![0]!["toxics"]!.AsArray());
        var other = await api.ExpectAsync(201, "POST", "/populate", $$"""[{"name":"{{a}}","upstream":"u:2","listen":"{{listen}}"}]""");
        Assert.Empty(other.Json["proxies"]![0]!["toxics"]!.AsArray());

        var failed = await api.ExpectAsync(500, "POST", "/populate", $$"""[{"name":"{{a}}","upstream":"u:2","listen":"{{listen}}"},{"name":"{{b}}","upstream":"u:9","listen":"{{listen}}"}]""");
        Assert.Single(failed.Json["proxies"]!.AsArray());
        Assert.Equal(500, failed.Json["status"]!.GetValue<int>());
        await api.SendAsync("DELETE", "/proxies/" + a);
        await api.SendAsync("DELETE", "/proxies/" + b);
    }

    [Fact]
    public async Task A_refused_upstream_closes_the_client()
    {
        string free;
        using (var server = new TestServer())
        {
            free = server.Address;
        }

        await using var proxy = await api.CreateAsync(free);
        using var client = await proxy.ConnectAsync();
        Assert.Equal("", (await client.EndAsync()).Before);
    }
}
