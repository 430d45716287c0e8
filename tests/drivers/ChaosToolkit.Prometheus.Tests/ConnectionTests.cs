using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Prometheus;

public sealed class ConnectionTests
{
    private const string Nothing = """{"status": "success", "data": {"resultType": "vector", "result": []}}""";

    private static JsonObject Query => new() { ["query"] = "up" };

    [Theory]
    [InlineData("""{"token": "t-1"}""", "Bearer t-1")]
    [InlineData("""{"username": "ann", "password": "p:w"}""", "Basic YW5uOnA6dw==")]
    [InlineData("{}", null)]
    public async Task Says_who_it_is_as_the_secrets_have_it(string secrets, string? header)
    {
        await using var server = await ScriptedEndpoint.StartAsync();
        server.On("/prom/api/v1/query", Nothing, "application/json");
        await PrometheusBench.CallAsync("query", Query, server.Address + "/prom/", JsonNode.Parse(secrets) as JsonObject);

        Assert.Equal(header, Assert.Single(server.Requests).Headers.GetValueOrDefault("Authorization"));
    }

    [Fact]
    public async Task Says_that_credentials_are_refused_and_does_not_say_them()
    {
        await using var server = await ScriptedEndpoint.StartAsync();
        server.On("/api/v1/query", "no", status: 401);
        var message = await PrometheusBench.FailureAsync("query", Query, server.Address, new JsonObject { ["token"] = "t-secret" });

        Assert.Contains("refused the credentials (HTTP 401)", message);
        Assert.DoesNotContain("t-secret", message);
    }

    [Fact]
    public async Task Says_that_something_else_answers()
    {
        await using var server = await ScriptedEndpoint.StartAsync();
        Assert.Contains("gave no answer of Prometheus' API (HTTP 404). Check the configuration 'prometheus_base_url'", await PrometheusBench.FailureAsync("query", Query, server.Address));
    }

    [Fact]
    public async Task Says_that_nobody_is_there()
    {
        var server = await ScriptedEndpoint.StartAsync();
        var address = server.Address;
        await server.DisposeAsync();
        Assert.Contains("cannot be asked: Connection refused", await PrometheusBench.FailureAsync("query", Query, address));
    }

    [Fact]
    public async Task Gives_up_when_the_answer_does_not_come_in_time()
    {
        await using var server = await ScriptedEndpoint.StartAsync();
        server.Hang("/api/v1/query");
        var time = new ManualTimeProvider();
        var call = PrometheusBench.CallAsync("query", new JsonObject { ["query"] = "up", ["timeout"] = 3 }, server.Address, time: time);
        await Eventually.IsSoAsync(() => server.Requests.Count > 0, "the request");
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Contains("did not answer within 5 seconds", (await Assert.ThrowsAsync<ActivityFailedException>(() => call)).Message);
    }

    [Theory]
    [InlineData("ftp://example.org", "The configuration 'prometheus_base_url' is no http or https address")]
    [InlineData("shop", "The configuration 'prometheus_base_url' is no http or https address")]
    public async Task Says_that_the_address_is_none(string address, string message) => Assert.Contains(message, await PrometheusBench.FailureAsync("query", Query, address));
}
