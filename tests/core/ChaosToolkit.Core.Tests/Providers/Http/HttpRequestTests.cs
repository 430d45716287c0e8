namespace ChaosToolkit.Core.Tests.Providers.Http;

public sealed class HttpRequestTests : IAsyncLifetime
{
    private readonly ProviderBench bench = new("http");
    private RecordingServer server = null!;

    public async ValueTask InitializeAsync() => server = await RecordingServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await bench.DisposeAsync();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("/x", "", "GET /x")]
    [InlineData("", "", "GET /")]
    [InlineData("?a=1", "", "GET /?a=1")]
    [InlineData("/a/../b/./c", "", "GET /b/c")]
    [InlineData("/a b%20c?q=d e&u=é#f", "", "GET /a%20b%20c?q=d%20e&u=%C3%A9")]
    [InlineData("/%41%2f?x=%41", "", "GET /A%2F?x=A")]
    [InlineData("/50% a%20b", "", "GET /50%25%20a%2520b")]
    [InlineData("/x?a=1", """, "arguments": {"b": 2}""", "GET /x?a=1&b=2")]
    [InlineData("/x", """, "arguments": "filter=amount gt 10&raw&q=caf%C3%A9" """, "GET /x?filter=amount%20gt%2010&raw&q=caf%C3%A9")]
    [InlineData("/x", """, "arguments": {"q": "red shoes & laces", "size": [41, 42.5], "in_stock": true, "max": 80.0, "brand": null, "colour": "", "tags": [], "city": "Zürich", "note": "50% off+~ok*"}""",
        "GET /x?q=red+shoes+%26+laces&size=41&size=42.5&in_stock=True&max=80.0&colour=&city=Z%C3%BCrich&note=50%25+off%2B~ok%2A")]
    [InlineData("/x", """, "arguments": {"m": {"k": 1, "l": 2}, "n": [[1, 2], null, 3]}""", "GET /x?m=k&m=l&n=1&n=2&n=3")]
    [InlineData("/x", """, "arguments": [["a", 1], ["a", 2]]""", "GET /x?a=1&a=2")]
    [InlineData("/x", """, "arguments": {"a": 1}, "headers": {"Content-Type": "application/json"}""", "GET /x?a=1")]
    [InlineData("/x", """, "method": "post", "arguments": {"name": "Zoë M", "roles": ["a", "b"], "no": null, "t": true}""", "POST /x name=Zo%C3%AB+M&roles=a&roles=b&t=True")]
    [InlineData("/x", """, "method": "POST", "arguments": "level=warn \"90% & rising\"" """, "POST /x level=warn \"90% & rising\"")]
    [InlineData("/x", """, "method": "POST", "arguments": [1, "é"], "headers": {"Content-Type": "application/json"}""", "POST /x [1,\"é\"]")]
    [InlineData("/x", """, "method": "POST", "arguments": {}, "headers": {"content-type": "application/json"}""", "POST /x {}")]
    [InlineData("/x", """, "method": "POST", "arguments": {}""", "POST /x")]
    [InlineData("/x", """, "method": "POST", "headers": {"Content-Type": "application/json"}""", "POST /x")]
    [InlineData("/x", """, "method": "PURGE" """, "PURGE /x")]
    public async Task Sends(string path, string members, string request)
    {
        await bench.RunAsync($$"""{"url": "{{server.Url}}{{path}}"{{members}}}""");
        Assert.Equal(request, Assert.Single(server.Requests));
    }

    [Fact]
    public async Task Sends_headers_as_written_over_its_own()
    {
        await bench.RunAsync($$"""{"url": "{{server.Url}}/", "headers": {"X-Number": 3, "X-Wide": "→", "accept": null, "Host": "shop"} }""");
        var headers = Assert.Single(server.Headers);
        Assert.Equal("3", headers["X-Number"]);
        Assert.Equal("→", headers["X-Wide"]);
        Assert.Equal("shop", headers.Host);
        Assert.False(headers.ContainsKey("Accept"));
        Assert.Equal("gzip, deflate, br", headers.AcceptEncoding);
        Assert.StartsWith("chaostoolkit-dotnet/0.", headers.UserAgent.ToString());
    }

    [Fact]
    public async Task A_form_says_what_it_is_and_a_text_does_not()
    {
        await bench.RunAsync($$"""{"url": "{{server.Url}}/", "method": "POST", "arguments": {"a": 1} }""");
        await bench.RunAsync($$"""{"url": "{{server.Url}}/", "method": "POST", "arguments": "raw"}""");
        await bench.RunAsync($$"""{"url": "{{server.Url}}/", "method": "DELETE"}""");
        Assert.Equal(["application/x-www-form-urlencoded", "", ""], server.Headers.Select(headers => headers.ContentType.ToString()));
        Assert.Equal([3L, 3L, 0L], server.Headers.Select(headers => headers.ContentLength));
    }

    [Fact]
    public async Task User_and_password_of_the_address_are_basic_authentication()
    {
        await bench.RunAsync($$"""{"url": "{{server.Url.Replace("//", "//ops:p%40ss@")}}/q", "headers": {"Authorization": "other"} }""");
        Assert.Equal("Basic b3BzOnBAc3M=", Assert.Single(server.Headers).Authorization);
    }

    [Fact]
    public async Task References_are_replaced_in_url_headers_and_arguments()
    {
        await bench.RunAsync(
            """{"url": "${base}/v${version}", "headers": {"X-Token": "t ${token}"}, "arguments": {"n": "${version}", "u": "${unknown}"}}""",
            $$"""{"base": "{{server.Url}}", "version": 2}""",
            """{"api": {"token": "s"}}""");
        Assert.Equal("GET /v2?n=2&u=%24%7Bunknown%7D", Assert.Single(server.Requests));
        Assert.Equal("t s", Assert.Single(server.Headers)["X-Token"]);
    }

    [Fact]
    public async Task Dollars_in_arguments_are_safe_where_nothing_is_configured()
    {
        await bench.RunAsync($$"""{"url": "{{server.Url}}/$$5", "arguments": {"label": "$$5 or ${more}"} }""");
        Assert.Equal("GET /$5?label=%24%245+or+%24%7Bmore%7D", Assert.Single(server.Requests));
    }

    [Fact]
    public async Task Connections_are_kept_for_the_next_activity()
    {
        for (var i = 0; i < 5; i++)
        {
            await bench.RunAsync($$"""{"url": "{{server.Url}}/"}""");
        }

        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("""{"url": "localhost:80/x?token=s3cret"}""", "'localhost:80/x' is no address: it must begin with http:// or https://.")]
    [InlineData("""{"url": "http://"}""", "'http://' is no address that a request can be sent to.")]
    [InlineData("""{"url": "http://h/", "headers": {"a": "b\r\nc"}}""", "The value of the header 'a' holds a line break, which HTTP does not allow.")]
    [InlineData("""{"url": "http://h/", "headers": {"a b": "c"}}""", "'a b' is no name of an HTTP header.")]
    [InlineData("""{"url": "http://h/", "timeout": -1}""", "The timeout of an HTTP call must be a number of seconds above zero, not -1.")]
    [InlineData("""{"url": "http://h/", "method": "A B"}""", "'A B' is no HTTP method.")]
    public async Task What_makes_no_request_fails_the_activity(string provider, string message) =>
        Assert.Equal(message, (await Assert.ThrowsAsync<ActivityFailedException>(() => bench.RunAsync(provider))).Message);
}
