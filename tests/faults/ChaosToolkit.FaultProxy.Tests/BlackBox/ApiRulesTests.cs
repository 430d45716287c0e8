namespace ChaosToolkit.BlackBox;

public sealed class ApiRulesTests(ServerUnderTest server) : IClassFixture<ServerUnderTest>
{
    private readonly ProxyApi api = server.Api;

    [Theory]
    [InlineData("/proxies/")]
    [InlineData("/nowhere")]
    [InlineData("/")]
    [InlineData("/proxies/a%2Fb")]
    public async Task Knows_only_its_exact_paths(string path)
    {
        var reply = await api.ExpectAsync(404, "GET", path);
        Assert.Equal("404 page not found\n", reply.Body);
        Assert.Equal("text/plain; charset=utf-8", reply.Type);
        Assert.Null(reply.Id);
    }

    [Theory]
    [InlineData("//proxies", "/proxies")]
    [InlineData("/proxies/./x", "/proxies/x")]
    [InlineData("/a/../proxies", "/proxies")]
    public async Task Sends_unclean_paths_to_the_clean_one(string path, string clean)
    {
        // Uri would clean it by itself.
        using var socket = await TestSockets.ConnectAsync($"{api.Address.Host.Replace("localhost", "127.0.0.1")}:{api.Address.Port}");
        await socket.SendAsync($"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        var answer = (await socket.EndAsync()).Before;
        Assert.StartsWith("HTTP/1.1 301", answer);
        Assert.Contains($"Location: {clean}\r\n", answer);
    }

    [Theory]
    [InlineData("PUT", "/proxies")]
    [InlineData("HEAD", "/proxies")]
    [InlineData("OPTIONS", "/version")]
    [InlineData("GET", "/reset")]
    [InlineData("DELETE", "/populate")]
    public async Task Other_methods_are_405_without_a_body(string method, string path)
    {
        var reply = await api.ExpectAsync(405, method, path);
        Assert.Empty(reply.Body);
        Assert.Null(reply.Id);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (X11)", 403)]
    [InlineData("mozilla/5.0", 200)]
    [InlineData("curl/8", 200)]
    public async Task Turns_browsers_away(string agent, int status)
    {
        var reply = await api.SendAsync("GET", "/version", agent: agent);
        Assert.Equal(status, reply.Status);
        if (status == 403)
        {
            Assert.Equal("User agent not allowed\n", reply.Body);
        }
    }

    [Fact]
    public async Task Each_answer_has_its_own_identifier()
    {
        var first = await api.ExpectAsync(200, "GET", "/proxies");
        var second = await api.ExpectAsync(404, "GET", "/proxies/nobody");
        Assert.Matches("^[0-9a-v]{20}$", first.Id);
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task Tells_the_version_it_speaks()
    {
        var reply = await api.ExpectAsync(200, "GET", "/version");
        Assert.Equal("application/json;charset=utf-8", reply.Type?.Replace(" ", "")); // the client puts a space in
        Assert.Matches("""^\{"version": "\d+\.\d+\.\d+"\}\n$""", reply.Body);
    }

    [Fact]
    public async Task Errors_are_json_that_says_it_is_text()
    {
        var reply = await api.ExpectAsync(404, "GET", "/proxies/nobody");
        Assert.Equal("""{"error":"proxy not found","status":404}""" + "\n", reply.Body);
        Assert.Equal("text/plain; charset=utf-8", reply.Type);
        Assert.Equal("nosniff", reply.Options);
    }

    [Theory]
    [InlineData("", "EOF")]
    [InlineData("{\"name\":", "unexpected EOF")]
    [InlineData("{name}", "")]
    [InlineData("[]", "")]
    [InlineData("{\"name\":1}", "")]
    [InlineData("{\"enabled\":\"yes\"}", "")]
    public async Task Bad_bodies_are_400(string body, string reason)
    {
        var reply = await api.ExpectAsync(400, "POST", "/proxies", body);
        Assert.StartsWith("bad request body: " + reason, reply.Json["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task Keys_match_in_any_case_and_what_follows_the_value_is_ignored()
    {
        var name = ProxyApi.NewName();
        var reply = await api.ExpectAsync(201, "POST", "/proxies", $$"""{"NAME":"{{name}}","Listen":null,"UPSTREAM":"a:1","enabled":false,"what":[1]} trailing""");
        Assert.Equal($$"""{"name":"{{name}}","listen":"","upstream":"a:1","enabled":false,"Logger":{},"toxics":[]}""", reply.Body);
        Assert.Equal("application/json", reply.Type);
        var deleted = await api.ExpectAsync(204, "DELETE", $"/proxies/{name}");
        Assert.Null(deleted.Type);
    }

    [Fact]
    public async Task A_name_is_decoded()
    {
        var name = ProxyApi.NewName("with space ");
        await api.ExpectAsync(201, "POST", "/proxies", $$"""{"name":"{{name}}","upstream":"a:1","enabled":false}""");
        await api.ExpectAsync(204, "DELETE", "/proxies/" + Uri.EscapeDataString(name));
    }

    [Fact]
    public async Task Metrics_are_hidden_unless_asked_for()
    {
        server.NeedsOurs("Only ours is known to have been started so.");
        await using var other = await ProxyProcess.StartAsync();
        await new ProxyApi(other.Address).ExpectAsync(404, "GET", "/metrics");
        await api.ExpectAsync(200, "POST", "/metrics");
    }
}
