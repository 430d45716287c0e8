using ChaosToolkit.Datagrams;

namespace ChaosToolkit.BlackBox;

/// <summary>Proxies of datagrams through the API.</summary>
public sealed class DatagramEndpointTests(ServerUnderTest server) : IClassFixture<ServerUnderTest>
{
    private readonly ProxyApi api = server.Api;

    [Fact]
    public async Task A_proxy_of_datagrams_says_so_has_toxics_and_is_counted()
    {
        server.NeedsOurs("Only ours has it.");
        using var upstream = new DatagramSocket();
        using var client = new DatagramSocket();
        await using var proxy = await api.CreateAsync(upstream.Address, ""","protocol":"udp","session_timeout":2.5,"max_sessions":10,"toxics":[{"type":"duplicate","stream":"upstream","attributes":{"probability":1}}]""");
        var shown = (await api.ExpectAsync(200, "GET", $"/proxies/{proxy.Name}")).Body;
        Assert.EndsWith(""","protocol":"udp","session_timeout":2.5,"max_sessions":10}""", shown, StringComparison.Ordinal);
        await client.SendAsync("ping", proxy.Listen);
        Assert.Equal(["ping", "ping"], await upstream.ReceiveAsync(2));
        await upstream.SendAsync("pong", upstream.From);
        Assert.Equal("pong", await client.ReceiveAsync());
        var metrics = (await api.ExpectAsync(200, "GET", "/metrics")).Body;
        Assert.Contains($$"""toxiproxy_proxy_connections{listener="{{proxy.Listen}}",proxy="{{proxy.Name}}",upstream="{{upstream.Address}}"} 1""", metrics, StringComparison.Ordinal);
        Assert.Contains($$"""toxiproxy_proxy_sent_bytes_total{direction="upstream",listener="{{proxy.Listen}}",proxy="{{proxy.Name}}",upstream="{{upstream.Address}}"} 8""", metrics, StringComparison.Ordinal);
        var reorder = await proxy.AddAsync("reorder");
        Assert.Equal("""{"probability":0,"distance":1,"wait":100}""", reorder.Json["attributes"]!.ToJsonString());
    }

    [Fact]
    public async Task Toxics_of_streams_are_refused()
    {
        server.NeedsOurs("Only ours has it.");
        await using var proxy = await api.CreateAsync("a:1", ",\"protocol\":\"udp\"");
        foreach (var type in (IEnumerable<string>)["slow_close", "timeout", "reset_peer", "slicer", "limit_data", "stall", "limit_time", "refuse", "http_status"])
        {
            var reply = await api.ExpectAsync(400, "POST", $"/proxies/{proxy.Name}/toxics", $$"""{"type":"{{type}}"}""");
            Assert.Contains($"a toxic of type '{type}' makes no sense for datagrams", reply.Body, StringComparison.Ordinal);
        }

        await using var tcp = await api.CreateAsync("a:1");
        Assert.Contains("needs a proxy with protocol 'udp'", (await api.ExpectAsync(400, "POST", $"/proxies/{tcp.Name}/toxics", """{"type":"reorder"}""")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"max_sessions\":5", "'max_sessions' needs 'protocol': 'udp'")]
    [InlineData("\"protocol\":\"udp\",\"max_sessions\":0", "'max_sessions' is 0, it must be between 1 and 65536")]
    [InlineData("\"protocol\":\"udp\",\"max_sessions\":1.5", "it must be a whole number")]
    [InlineData("\"protocol\":\"udp\",\"session_timeout\":0", "'session_timeout' is 0, it must be between 0.001 and 31536000 seconds")]
    [InlineData("\"protocol\":\"udp\",\"half_close\":true", "half-close is of connections")]
    [InlineData("\"protocol\":\"udp\",\"upstream_tls\":{}", "TLS is of connections")]
    [InlineData("\"protocol\":\"udp\",\"toxics\":[{\"type\":\"slicer\"}]", "makes no sense for datagrams")]
    public async Task What_is_wrong_is_refused(string fields, string error)
    {
        server.NeedsOurs("Only ours has it.");
        var reply = await api.ExpectAsync(400, "POST", "/proxies", $$"""{"name":"{{ProxyApi.NewName()}}","upstream":"a:1","listen":"127.0.0.1:0",{{fields}}}""");
        Assert.Contains(error, reply.Json["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
