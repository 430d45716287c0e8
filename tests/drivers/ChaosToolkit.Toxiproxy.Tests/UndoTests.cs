using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Toxiproxy;

public sealed class UndoTests
{
    [Theory]
    [InlineData(true, "chaostoxi.toxic.actions", "create_latency_toxic", """{"for_proxy": "redis", "toxic_name": "slow", "latency": 5}""")]
    [InlineData(false, "chaostoxi.toxic.actions", "create_latency_toxic", """{"for_proxy": "redis", "toxic_name": "slow", "latency": 5}""")]
    [InlineData(true, "chaostoxi.toxic.actions", "create_toxic", """{"for_proxy": "redis", "toxic_name": "slow", "toxic_type": "timeout"}""")]
    [InlineData(true, "chaostoxi.proxy.actions", "disable_proxy", """{"proxy_name": "redis"}""")]
    [InlineData(false, "chaostoxi.proxy.actions", "disable_proxy", """{"proxy_name": "redis"}""")]
    [InlineData(false, "chaostoxi.proxy.actions", "modify_proxy", """{"proxy_name": "redis", "upstream_address": "127.0.0.1:9", "enabled": false}""")]
    public async Task Leads_back_from_any_state(bool hasLeases, string module, string func, string arguments)
    {
        await using var proxy = await ProxyBench.StartAsync(hasLeases);
        await using var driver = new DriverBench(proxy.Address);
        var given = (JsonObject)JsonNode.Parse(arguments)!;
        var undo = await driver.UndoAsync(module, func, given);
        Assert.NotNull(undo);

        await UndoCheck.PlayAsync(() => driver.CallAsync(module, func, given), () => driver.CallAsync(undo), () => proxy.StateAsync().GetAwaiter().GetResult());
    }

    [Fact]
    public async Task Deletes_the_proxy_that_was_created()
    {
        await using var proxy = await ProxyBench.StartAsync();
        await using var driver = new DriverBench(proxy.Address);
        JsonObject shop = new() { ["proxy_name"] = "shop", ["upstream_host"] = "127.0.0.1", ["upstream_port"] = 1, ["listen_host"] = "127.0.0.1" };
        var undo = await driver.UndoAsync("chaostoxi.proxy.actions", "create_proxy", shop);
        Assert.NotNull(undo);
        await driver.CallAsync("chaostoxi.proxy.actions", "create_proxy", shop);

        await driver.CallAsync(undo);
        await driver.CallAsync(undo);

        Assert.False(await proxy.HasAsync("shop"));
    }

    [Theory]
    [InlineData("chaostoxi.toxic.actions", "create_latency_toxic", """{"for_proxy": "redis", "toxic_name": "there", "latency": 5}""")] // it will fail
    [InlineData("chaostoxi.toxic.actions", "create_latency_toxic", """{"for_proxy": "mysql", "toxic_name": "slow", "latency": 5}""")]
    [InlineData("chaostoxi.toxic.actions", "delete_toxic", """{"for_proxy": "redis", "toxic_name": "there"}""")]
    [InlineData("chaostoxi.proxy.actions", "create_proxy", """{"proxy_name": "redis", "upstream_host": "h", "upstream_port": 1}""")]
    [InlineData("chaostoxi.proxy.actions", "modify_proxy", """{"proxy_name": "redis", "enabled": true, "upstream_address": "127.0.0.1:1"}""")]
    [InlineData("chaostoxi.proxy.actions", "enable_proxy", """{"proxy_name": "redis"}""")]
    [InlineData("chaostoxi.proxy.actions", "disable_proxy", """{"proxy_name": "mysql"}""")]
    public async Task Has_nothing_to_take_back_where_nothing_is_changed(string module, string func, string arguments)
    {
        await using var proxy = await ProxyBench.StartAsync();
        await using var driver = new DriverBench(proxy.Address);
        await driver.CallAsync("chaostoxi.toxic.actions", "create_timeout_toxic", new JsonObject { ["for_proxy"] = "redis", ["toxic_name"] = "there", ["timeout"] = 0 });

        Assert.Null(await driver.UndoAsync(module, func, (JsonObject)JsonNode.Parse(arguments)!));
    }

    [Fact]
    public async Task Does_not_know_where_the_server_is_not_to_be_reached()
    {
        await using var driver = new DriverBench("http://127.0.0.1:1");
        await Assert.ThrowsAsync<ActivityFailedException>(() => driver.UndoAsync("chaostoxi.proxy.actions", "disable_proxy", new JsonObject { ["proxy_name"] = "redis" }));
    }
}
