using System.Text.Json.Nodes;

namespace ChaosToolkit.Toxiproxy;

public sealed class ToxicActionTests
{
    private const string Module = "chaostoxi.toxic.actions";

    [Theory]
    [InlineData("create_latency_toxic", """{"latency": 1000}""", """latency downstream 1 {"latency":1000,"jitter":0}""")]
    [InlineData("create_latency_toxic", """{"latency": "1000", "jitter": 10.0}""", """latency downstream 1 {"latency":1000,"jitter":10}""")]
    [InlineData("create_bandwith_degradation_toxic", """{"rate": 100}""", """bandwidth downstream 1 {"rate":100}""")]
    [InlineData("create_slow_connection_close_toxic", """{"delay": 500}""", """slow_close downstream 1 {"delay":500}""")]
    [InlineData("create_timeout_toxic", """{"timeout": 1000}""", """timeout downstream 1 {"timeout":1000}""")]
    [InlineData("create_slicer_toxic", """{"average_size": 64, "size_variation": 32, "delay": 10}""", """slicer downstream 1 {"average_size":64,"size_variation":32,"delay":10}""")]
    [InlineData("create_limiter_toxic", """{"bytes_limit": 1024}""", """limit_data downstream 1 {"bytes":1024}""")]
    [InlineData("create_limiter_toxic", """{"bytes": 1024}""", """limit_data downstream 1 {"bytes":1024}""")]
    [InlineData("create_toxic", """{"toxic_type": "reset_peer"}""", """reset_peer downstream 1 {"timeout":0}""")]
    [InlineData("create_toxic", """{"toxic_type": "latency", "stream": "upstream", "toxicity": 0.5, "attributes": {"latency": 7}}""", """latency upstream 0.5 {"latency":7,"jitter":0}""")]
    public async Task Adds_the_toxic_that_the_published_extension_adds(string func, string arguments, string expected)
    {
        await using var proxy = await ProxyBench.StartAsync();
        await using var driver = new DriverBench(proxy.Address);
        var all = (JsonObject)JsonNode.Parse(arguments)!;
        (all["for_proxy"], all["toxic_name"]) = ("redis", "slow");

        Assert.True((bool?)await driver.CallAsync(Module, func, all));

        Assert.Equal($"slow {expected} ttl 30", await proxy.ToxicsAsync());
    }

    [Fact]
    public async Task Deletes_a_toxic_and_says_whether_there_was_one()
    {
        await using var proxy = await ProxyBench.StartAsync();
        await using var driver = new DriverBench(proxy.Address);
        JsonObject toxic = new() { ["for_proxy"] = "redis", ["toxic_name"] = "b c?" };

        Assert.True((bool?)await driver.CallAsync(Module, "create_timeout_toxic", new JsonObject { ["for_proxy"] = "redis", ["toxic_name"] = "b c?", ["timeout"] = 0 }));
        Assert.False((bool?)await driver.CallAsync(Module, "delete_toxic", new JsonObject { ["for_proxy"] = "redis", ["toxic_name"] = "other" }));
        Assert.True((bool?)await driver.CallAsync(Module, "delete_toxic", toxic));

        Assert.Equal("", await proxy.ToxicsAsync());
    }

    [Fact]
    public async Task Says_what_the_server_refused()
    {
        await using var proxy = await ProxyBench.StartAsync();
        await using var driver = new DriverBench(proxy.Address);
        JsonObject toxic = new() { ["for_proxy"] = "redis", ["toxic_name"] = "slow", ["latency"] = 1 };
        await driver.CallAsync(Module, "create_latency_toxic", toxic);

        Assert.Equal(
            $"Toxiproxy at {proxy.Address} did not add the toxic 'slow' to the proxy 'redis': toxic already exists (HTTP 409).", await driver.FailureAsync(Module, "create_latency_toxic", toxic));
        toxic["for_proxy"] = "mysql";
        Assert.EndsWith("to the proxy 'mysql': proxy not found (HTTP 404).", await driver.FailureAsync(Module, "create_latency_toxic", toxic), StringComparison.Ordinal);
        toxic["latency"] = "much";
        Assert.Equal("The argument 'latency' must be a number; 'much' is none.", await driver.FailureAsync(Module, "create_latency_toxic", toxic));
        (toxic["toxic_name"], toxic["latency"]) = ("a/b", 1);
        Assert.Equal("The argument 'toxic_name' must not have a slash: what is called 'a/b' could not be taken away again.", await driver.FailureAsync(Module, "create_latency_toxic", toxic));
    }

    [Theory]
    [InlineData(true, 30)]
    [InlineData(false, 0)]
    public async Task Lends_no_fault_that_is_to_stay(bool isLasting, int ttl)
    {
        await using var proxy = await ProxyBench.StartAsync();
        await using var driver = new DriverBench(proxy.Address);

        await driver.CallAsync(Module, "create_timeout_toxic", new JsonObject { ["for_proxy"] = "redis", ["toxic_name"] = "slow", ["timeout"] = 0, ["ttl"] = ttl }, isLasting);

        Assert.Equal("""slow timeout downstream 1 {"timeout":0}""", await proxy.ToxicsAsync());
    }
}
