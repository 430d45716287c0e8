using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using ChaosToolkit.Loading;
using ChaosToolkit.Testing;
using ChaosToolkit.Values;

namespace ChaosToolkit.Core.Tests.Loading;

public class HttpDocumentsTests
{
    [Theory]
    [InlineData("application/json; charset=utf-8", "{\"n\": \"ü\"}", "{\"n\":\"ü\"}")]
    [InlineData("application/x-yaml", "n: yes", "{\"n\":true}")]
    [InlineData("text/yaml", "n: yes", "{\"n\":true}")]
    [InlineData("text/plain", "{\"n\": 1e3}", "{\"n\":1000.0}")]
    [InlineData("text/plain", "n: yes", "{\"n\":true}")]
    [InlineData(null, "n: yes", "{\"n\":true}")]
    public async Task The_content_type_says_how_the_body_is_read(string? contentType, string body, string json)
    {
        await using var endpoint = (await ScriptedEndpoint.StartAsync()).On("/plan.txt", body, contentType);

        var document = await LoadAsync($"{endpoint.Address}/plan.txt");

        Assert.Equal(json, JsonText.Of(document.Root));
        Assert.Equal($"{endpoint.Address}/plan.txt", document.Source.Name);
        var request = Assert.Single(endpoint.Requests);
        Assert.Equal("application/json, application/x-yaml", request.Headers["Accept"]);
        Assert.False(request.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task The_token_of_the_environment_is_sent_trimmed()
    {
        await using var endpoint = (await ScriptedEndpoint.StartAsync()).On("/plan", "{}");
        var options = new DocumentLoaderOptions
        {
            Environment = name => name == "CHAOSTOOLKIT_LOADER_AUTH_BEARER_TOKEN" ? "  tok-456\n" : null,
            Settings = Auths(endpoint.Host, "digest", "never"),
        };

        await LoadAsync($"{endpoint.Address}/plan", options);

        Assert.Equal("bearer tok-456", Assert.Single(endpoint.Requests).Headers["Authorization"]);
    }

    [Fact]
    public async Task The_settings_give_credentials_to_their_host_and_port_only()
    {
        await using var endpoint = (await ScriptedEndpoint.StartAsync()).On("/plan", "{}");

        await LoadAsync($"{endpoint.Address}/plan", Options(Auths(endpoint.Host, "bearer", "abc")));
        await LoadAsync($"{endpoint.Address}/plan", Options(Auths("127.0.0.1", "bearer", "abc")));

        Assert.Equal("bearer abc", endpoint.Requests[0].Headers["Authorization"]);
        Assert.False(endpoint.Requests[1].Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task Credentials_do_not_follow_a_redirect_to_another_server()
    {
        await using var other = (await ScriptedEndpoint.StartAsync()).On("/plan", "{\"a\": 1}");
        await using var endpoint = (await ScriptedEndpoint.StartAsync()).Redirect("/latest", "/here", 307).Redirect("/here", $"{other.Address}/plan");

        var document = await LoadAsync($"{endpoint.Address}/latest", Options(Auths(endpoint.Host, "bearer", "abc")));

        Assert.Equal("{\"a\":1}", JsonText.Of(document.Root));
        Assert.All(endpoint.Requests, request => Assert.Equal("bearer abc", request.Headers["Authorization"]));
        Assert.False(Assert.Single(other.Requests).Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task A_loop_of_redirects_ends()
    {
        await using var endpoint = (await ScriptedEndpoint.StartAsync()).Redirect("/a", "/b").Redirect("/b", "/a");

        Assert.Equal($"{endpoint.Address}/a cannot be fetched: it leads through more than 10 redirects.", (await ErrorAsync($"{endpoint.Address}/a")).Message);
        Assert.Equal(11, endpoint.Requests.Count);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(201)]
    [InlineData(500)]
    [InlineData(304)]
    public async Task Only_status_200_counts(int status)
    {
        await using var endpoint = (await ScriptedEndpoint.StartAsync()).On("/plan", "", status: status);

        Assert.Equal($"{endpoint.Address}/plan answered with status {status} instead of 200.", (await ErrorAsync($"{endpoint.Address}/plan")).Message);
    }

    [Fact]
    public async Task An_endless_body_is_refused()
    {
        await using var endpoint = (await ScriptedEndpoint.StartAsync()).Endless("/plan", "application/json");

        Assert.Equal("CTK0004", (await ErrorAsync($"{endpoint.Address}/plan")).Code);
    }

    [Fact]
    public async Task A_broken_connection_is_one_error()
    {
        await using var endpoint = (await ScriptedEndpoint.StartAsync()).Break("/plan", "application/json");

        Assert.Equal("CTK0026", (await ErrorAsync($"{endpoint.Address}/plan")).Code);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_one_error()
    {
        await using var endpoint = (await ScriptedEndpoint.StartAsync()).Hang("/plan");

        var error = await ErrorAsync($"{endpoint.Address}/plan", new DocumentLoaderOptions { Environment = _ => null, Timeout = TimeSpan.FromMilliseconds(200) });

        Assert.Equal($"{endpoint.Address}/plan cannot be fetched: it took longer than 0.2 seconds.", error.Message);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_one_error()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var error = await ErrorAsync($"http://user:secret@127.0.0.1:{port}/plan?token=secret");

        Assert.StartsWith($"http://127.0.0.1:{port}/plan cannot be fetched: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_content_types_are_refused()
    {
        await using var endpoint = (await ScriptedEndpoint.StartAsync()).On("/plan", "{}", "text/html");

        Assert.Equal("CTK0028", (await ErrorAsync($"{endpoint.Address}/plan")).Code);
    }

    [Fact]
    public async Task User_information_becomes_basic_authentication_and_leaves_the_name()
    {
        await using var endpoint = (await ScriptedEndpoint.StartAsync()).On("/plan", "{}");

        var document = await LoadAsync($"http://us%40r:pw@{endpoint.Host}/plan?x=1");

        Assert.Equal("Basic dXNAcjpwdw==", Assert.Single(endpoint.Requests).Headers["Authorization"]);
        Assert.Equal("/plan?x=1", endpoint.Requests[0].Path);
        Assert.Equal($"{endpoint.Address}/plan", document.Source.Name);
    }

    [Fact]
    public async Task Cancelling_is_not_an_error_of_the_source()
    {
        await using var endpoint = (await ScriptedEndpoint.StartAsync()).Hang("/plan");
        using var cancellation = new CancellationTokenSource();
        var loading = new DocumentLoader(Options(null)).LoadAsync($"{endpoint.Address}/plan", cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loading);
    }

    private static JsonObject Auths(string host, string type, string value) =>
        new() { ["auths"] = new JsonObject { [host] = new JsonObject { ["type"] = type, ["value"] = value } } };

    private static DocumentLoaderOptions Options(JsonObject? settings) => new() { Environment = _ => null, Settings = settings };

    private static Task<LoadedDocument> LoadAsync(string source, DocumentLoaderOptions? options = null) =>
        new DocumentLoader(options ?? Options(null)).LoadAsync(source, TestContext.Current.CancellationToken);

    private static async Task<Diagnostics.Diagnostic> ErrorAsync(string source, DocumentLoaderOptions? options = null) =>
        (await Assert.ThrowsAsync<LoadingException>(() => LoadAsync(source, options))).Diagnostic!;
}
