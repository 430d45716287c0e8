using System.Text.Json;
using ChaosToolkit.BlackBox;
using ChaosToolkit.Serving;

namespace ChaosToolkit.Tls;

public sealed class TlsEndpointTests : IAsyncLifetime
{
    private readonly TestAuthority authority = new();
    private readonly TestServer upstream = new();
    private ProxyServer? server;
    private ProxyApi? api;

    private ProxyApi Api => api ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        server = await ProxyServer.StartAsync(new ProxyServerOptions { Port = 0 });
        api = new ProxyApi(server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        api?.Dispose();
        upstream.Dispose();
        authority.Dispose();
        await (server?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task A_proxy_made_by_the_api_ends_tls_on_both_sides_and_never_shows_its_key()
    {
        await using var proxy = await Api.CreateAsync(upstream.Address, $",{Listen},{Upstream}");
        var shown = (await Api.ExpectAsync(200, "GET", $"/proxies/{proxy.Name}")).Body;
        Assert.Contains($$"""
            "listen_tls":{"certificate":{{Quote(authority.CertificateFile)}}},"upstream_tls":{"server_name":"localhost","ca":{{Quote(authority.AuthorityFile)}}}
            """, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("key", shown, StringComparison.Ordinal);
        var accepting = upstream.AcceptAsync(authority);
        await using var client = await TlsSockets.ConnectAsync(proxy.Listen, authority);
        await using var accepted = await accepting;
        await client.SendAsync("ping");
        Assert.Equal("ping", await accepted.ReadTextAsync(4));
    }

    [Fact]
    public async Task Populate_leaves_a_proxy_alone_whose_tls_is_the_same_and_makes_it_anew_where_it_differs()
    {
        await using var proxy = await Api.CreateAsync(upstream.Address, $",{Listen}");
        await proxy.AddAsync("noop");
        var body = $$"""[{"name":"{{proxy.Name}}","listen":"{{proxy.Listen}}","upstream":"{{upstream.Address}}",{{Listen}}@}]""";
        var reply = await Api.ExpectAsync(201, "POST", "/populate", body.Replace("@", "", StringComparison.Ordinal));
        Assert.Single(reply.Json["proxies"]![0]!["toxics"]!.AsArray());
        reply = await Api.ExpectAsync(201, "POST", "/populate", body.Replace("@", $",{Upstream}", StringComparison.Ordinal));
        Assert.Empty(reply.Json["proxies"]![0]!["toxics"]!.AsArray());
        Assert.Equal("localhost", reply.Json["proxies"]![0]!["upstream_tls"]!["server_name"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("\"listen_tls\":true", "of type object")]
    [InlineData("\"listen_tls\":{\"certificate\":\"/x\"}", "'listen_tls' has no 'key': the path of a PEM file")]
    [InlineData("\"listen_tls\":{\"key\":\"/x\"}", "'listen_tls' has no 'certificate'")]
    [InlineData("\"listen_tls\":{\"certificate\":\"/no/such\",\"key\":\"/x\"}", "The certificate '/no/such' cannot be read")]
    [InlineData("\"listen_tls\":{\"certificate\":\"/no/such\",\"key\":\"-----BEGIN PRIVATE KEY-----\"}", "The key must be the path of a PEM file, not its text")]
    [InlineData("\"upstream_tls\":{\"ca\":\"/no/such\"}", "The certificate '/no/such' cannot be read")]
    [InlineData("\"upstream_tls\":{\"insecure\":1}", "of type bool")]
    [InlineData("\"upstream_tls\":{\"alpn\":\",\"}", "'upstream_tls.alpn' must be names of protocols")]
    public async Task What_cannot_be_used_is_refused(string field, string error)
    {
        var reply = await Api.ExpectAsync(400, "POST", "/proxies", $$"""{"name":"x","upstream":"a:1",{{field}}}""");
        Assert.Contains(error, reply.Json["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", reply.Body, StringComparison.Ordinal);
        await Api.ExpectAsync(404, "GET", "/proxies/x");
    }

    private string Listen => $$"""
        "listen_tls":{"certificate":{{Quote(authority.CertificateFile)}},"key":{{Quote(authority.KeyFile)}}}
        """;

    private string Upstream => $$"""
        "upstream_tls":{"ca":{{Quote(authority.AuthorityFile)}},"server_name":"localhost"}
        """;

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
