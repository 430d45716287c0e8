using Microsoft.AspNetCore.Http;

namespace ChaosToolkit.Core.Tests.Providers.Http;

public sealed class HttpRedirectTests : IAsyncLifetime
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
    [InlineData("POST", 301, "GET /to")]
    [InlineData("POST", 302, "GET /to")]
    [InlineData("POST", 303, "GET /to")]
    [InlineData("POST", 307, "POST /to a=1")]
    [InlineData("POST", 308, "POST /to a=1")]
    [InlineData("PUT", 301, "PUT /to")]
    [InlineData("PUT", 302, "GET /to")]
    [InlineData("DELETE", 303, "GET /to")]
    [InlineData("HEAD", 302, "HEAD /to")]
    public async Task Changes_the_request_as_requests_does(string method, int status, string second)
    {
        server.Redirect("/from", status, "/to");
        await bench.RunAsync($$"""{"url": "{{server.Url}}/from", "method": "{{method}}", "arguments": {{(method == "HEAD" ? "null" : "{\"a\": 1}")}}}""");
        Assert.Equal(second, server.Requests[1]);
        Assert.Equal(status >= 307 ? "application/x-www-form-urlencoded" : null, (string?)server.Headers[1].ContentType);
    }

    [Theory]
    [InlineData("hop", "GET /s/hop")]
    [InlineData("../up?x=1#f", "GET /up?x=1")]
    [InlineData("?y=2", "GET /s/1?y=2")]
    [InlineData("/é", "GET /%C3%A9")]
    public async Task Follows_relative_places(string location, string second)
    {
        server.On("/s/1", context => context.Request.Query.ContainsKey("y") ? Task.CompletedTask : RecordingServer.RedirectTo(context, location));
        await bench.RunAsync($$"""{"url": "{{server.Url}}/s/1", "arguments": {"utm": 1}, "headers": {"X-Trace": "t", "Authorization": "a"} }""");
        Assert.Equal(second, server.Requests[1]);
        Assert.Equal(("t", "a"), (server.Headers[1]["X-Trace"].ToString(), server.Headers[1].Authorization.ToString()));
    }

    [Fact]
    public async Task Credentials_are_not_carried_to_another_host()
    {
        await using var other = await RecordingServer.StartAsync();
        server.Redirect("/", 302, other.Url + "/there");
        await bench.RunAsync($$"""{"url": "{{server.Url}}/", "headers": {"Authorization": "a", "X-Trace": "t"} }""");
        Assert.Equal(("", "t"), (Assert.Single(other.Headers).Authorization.ToString(), other.Headers[0]["X-Trace"].ToString()));
    }

    [Fact]
    public async Task Cookies_last_one_activity()
    {
        server.On("/enter", context =>
        {
            context.Response.Headers.SetCookie = "node=b7; Path=/";
            return RecordingServer.RedirectTo(context, "/inside");
        });
        await bench.RunAsync($$"""{"url": "{{server.Url}}/enter"}""");
        await bench.RunAsync($$"""{"url": "{{server.Url}}/inside"}""");
        Assert.Equal(["", "node=b7", ""], server.Headers.Select(headers => headers.Cookie.ToString()));
    }

    [Fact]
    public async Task A_redirect_without_a_place_is_an_answer()
    {
        server.On("/", async context =>
        {
            context.Response.StatusCode = 302;
            await context.Response.WriteAsync("where to?");
        });
        var output = await bench.RunAsync($$"""{"url": "{{server.Url}}/"}""");
        Assert.Equal((302, "where to?"), ((int)output["status"]!, (string)output["body"]!));
    }

    [Fact]
    public async Task Thirty_redirects_are_enough()
    {
        server.Redirect("/", 302, "/");
        var exception = await Assert.ThrowsAsync<ActivityFailedException>(() => bench.RunAsync($$"""{"url": "{{server.Url}}/"}"""));
        Assert.Contains("more than 30 times", exception.Message);
        Assert.Equal(31, server.Requests.Count);
    }
}
