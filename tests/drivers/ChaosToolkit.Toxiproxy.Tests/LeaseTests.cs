using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Toxiproxy;

public sealed class LeaseTests
{
    private const string Toxic = """{"for_proxy": "redis", "toxic_name": "slow", "latency": 5, "ttl": 30}""";

    [Theory]
    [InlineData("create_latency_toxic", "chaostoxi.toxic.actions", Toxic, "/proxies/redis/toxics", "/proxies/redis/toxics/slow")]
    [InlineData("disable_proxy", "chaostoxi.proxy.actions", """{"proxy_name": "redis", "ttl": 30}""", "/proxies/redis", "/proxies/redis")]
    public async Task Renews_a_lease_that_was_granted_while_the_run_lives(string func, string module, string arguments, string asked, string renewed)
    {
        await using var server = await ScriptedEndpoint.StartAsync();
        var wasRenewed = new TaskCompletionSource();
        if (asked == renewed)
        {
            server.On(asked, """{"name": "redis", "enabled": true}"""); // it looks first whether the fault is its own
        }

        server.On(asked, """{"name": "slow", "listen": "127.0.0.1:6", "ttl": 30}""");
        server.On(renewed, context =>
        {
            wasRenewed.TrySetResult();
            return Task.CompletedTask;
        });
        var time = new ManualTimeProvider();
        await using (var driver = new DriverBench(server.Address, time))
        {
            await driver.CallAsync(module, func, (JsonObject)JsonNode.Parse(arguments)!);
            time.Advance(TimeSpan.FromSeconds(10)); // a third of it
            await wasRenewed.Task.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
            await time.TimerAsync(TimeSpan.FromSeconds(10)); // the next third
        }

        Assert.Equal(("POST", renewed, """{"ttl":30}"""), (server.Requests[^1].Method, server.Requests[^1].Path, server.Requests[^1].Body));
        await Eventually.IsSoAsync(() => !time.HasTimers, "the end of all renewals"); // one may be under way
    }

    [Fact]
    public async Task Leaves_a_server_alone_that_grants_none()
    {
        await using var server = await ScriptedEndpoint.StartAsync();
        server.On("/proxies/redis/toxics", """{"name": "slow"}""");
        var time = new ManualTimeProvider();
        await using var driver = new DriverBench(server.Address, time);

        await driver.CallAsync("chaostoxi.toxic.actions", "create_latency_toxic", (JsonObject)JsonNode.Parse(Toxic)!);
        Assert.False(time.HasTimers);
        await driver.CallAsync("chaostoxi.toxic.actions", "delete_toxic", new JsonObject { ["for_proxy"] = "redis", ["toxic_name"] = "slow" });

        Assert.Equal(["POST", "DELETE"], server.Requests.Select(request => request.Method));
    }

    [Theory]
    [InlineData("disable_proxy", """{"proxy_name": "redis", "ttl": 30}""")]
    [InlineData("modify_proxy", """{"proxy_name": "redis", "upstream_address": "127.0.0.1:9"}""")]
    public async Task Leaves_a_lease_alone_that_another_has_of_a_proxy_that_is_disabled_already(string func, string arguments)
    {
        await using var server = await ScriptedEndpoint.StartAsync();
        server.On("/proxies/redis", """{"listen": "127.0.0.1:6", "enabled": false, "ttl": 30}""");
        var time = new ManualTimeProvider();
        await using var driver = new DriverBench(server.Address, time);

        await driver.CallAsync("chaostoxi.proxy.actions", func, (JsonObject)JsonNode.Parse(arguments)!);
        var asYet = server.Requests.Count;
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(asYet, server.Requests.Count);
        Assert.DoesNotContain("ttl", server.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lends_its_own_fault_for_another_time()
    {
        await using var proxy = await ProxyBench.StartAsync();
        await using var driver = new DriverBench(proxy.Address);
        await driver.CallAsync("chaostoxi.proxy.actions", "disable_proxy", new JsonObject { ["proxy_name"] = "redis" });
        await driver.CallAsync("chaostoxi.proxy.actions", "disable_proxy", new JsonObject { ["proxy_name"] = "redis", ["ttl"] = 600 });

        Assert.Equal(600, (int)(await proxy.ProxyAsync())["ttl"]!);
    }

    [Fact]
    public async Task Takes_a_lease_of_a_year()
    {
        await using var proxy = await ProxyBench.StartAsync();
        await using var driver = new DriverBench(proxy.Address);
        await driver.CallAsync("chaostoxi.toxic.actions", "create_latency_toxic", new JsonObject { ["for_proxy"] = "redis", ["toxic_name"] = "slow", ["latency"] = 5, ["ttl"] = 31_536_000 });

        Assert.EndsWith("ttl 31536000", await proxy.ToxicsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renews_no_longer_what_was_taken_back()
    {
        await using var server = await ScriptedEndpoint.StartAsync();
        server.On("/proxies/redis/toxics", """{"name": "slow", "ttl": 30}""");
        var time = new ManualTimeProvider();
        await using var driver = new DriverBench(server.Address, time);

        await driver.CallAsync("chaostoxi.toxic.actions", "create_latency_toxic", (JsonObject)JsonNode.Parse(Toxic)!);
        Assert.True(time.HasTimers);
        await driver.CallAsync("chaostoxi.toxic.actions", "delete_toxic", new JsonObject { ["for_proxy"] = "redis", ["toxic_name"] = "slow" });

        Assert.False(time.HasTimers);
        Assert.Equal(["POST", "DELETE"], server.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task The_fault_is_gone_within_the_lease_when_nobody_renews_it()
    {
        var time = new ManualTimeProvider();
        await using var proxy = await ProxyBench.StartAsync(time: time);
        await using (var driver = new DriverBench(proxy.Address))
        {
            await driver.CallAsync("chaostoxi.toxic.actions", "create_latency_toxic", (JsonObject)JsonNode.Parse(Toxic)!);
            await driver.CallAsync("chaostoxi.proxy.actions", "disable_proxy", new JsonObject { ["proxy_name"] = "redis" });
        }

        var before = await proxy.StateAsync();
        time.Advance(TimeSpan.FromSeconds(30));
        await Eventually.IsSoAsync(async () => await proxy.StateAsync() == " true 127.0.0.1:1", "the end of the leases");

        Assert.StartsWith("slow latency", before, StringComparison.Ordinal);
        Assert.EndsWith("false 127.0.0.1:1", before, StringComparison.Ordinal);
    }
}
