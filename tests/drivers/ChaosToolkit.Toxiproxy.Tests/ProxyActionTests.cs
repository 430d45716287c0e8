using System.Text.Json.Nodes;

namespace ChaosToolkit.Toxiproxy;

public sealed class ProxyActionTests
{
    private const string Module = "chaostoxi.proxy.actions", Probes = "chaostoxi.proxy.probes";

    [Fact]
    public async Task Creates_a_proxy_and_tells_its_port_in_the_configuration_and_the_environment()
    {
        await using var proxy = await ProxyBench.StartAsync();
        await using var driver = new DriverBench(proxy.Address);
        Environment.SetEnvironmentVariable("TOXI_UPSTREAM_HOST", "127.0.0.1");

        Assert.True((bool?)await driver.CallAsync(
            Module, "create_proxy", new JsonObject { ["proxy_name"] = "shop", ["upstream_host"] = "env:TOXI_UPSTREAM_HOST", ["upstream_port"] = 6040, ["listen_host"] = "127.0.0.1" }));

        var created = await proxy.ProxyAsync("shop");
        var port = ((string?)created["listen"])!["127.0.0.1:".Length..];
        Assert.Equal(("127.0.0.1:6040", true), ((string?)created["upstream"], (bool)created["enabled"]!));
        Assert.Equal((port, port), ((string?)driver.Configuration["shop_PORT"], Environment.GetEnvironmentVariable("shop_PORT")));
        Assert.EndsWith("did not create the proxy 'redis': proxy already exists (HTTP 409).", await driver.FailureAsync(
            Module, "create_proxy", new JsonObject { ["proxy_name"] = "redis", ["upstream_host"] = "h", ["upstream_port"] = 1 }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disables_enables_and_changes_a_proxy()
    {
        await using var proxy = await ProxyBench.StartAsync();
        await using var driver = new DriverBench(proxy.Address);
        JsonObject redis = new() { ["proxy_name"] = "redis" };

        Assert.True((bool?)await driver.CallAsync(Module, "disable_proxy", redis));
        var disabled = await proxy.ProxyAsync();
        Assert.True((bool?)await driver.CallAsync(Module, "enable_proxy", redis));
        Assert.True((bool?)await driver.CallAsync(Module, "modify_proxy", new JsonObject { ["proxy_name"] = "redis", ["upstream_address"] = "127.0.0.1:2" }));

        var changed = await proxy.ProxyAsync();
        Assert.Equal((false, 30), ((bool)disabled["enabled"]!, (int)disabled["ttl"]!));
        Assert.Equal((true, "127.0.0.1:2"), ((bool)changed["enabled"]!, (string?)changed["upstream"]));
        Assert.False(changed.ContainsKey("ttl"));
        Assert.EndsWith("did not change the proxy 'mysql': proxy not found (HTTP 404).", await driver.FailureAsync(Module, "disable_proxy", new JsonObject { ["proxy_name"] = "mysql" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looks_at_a_proxy()
    {
        await using var proxy = await ProxyBench.StartAsync();
        await using var driver = new DriverBench(proxy.Address);
        JsonObject redis = new() { ["proxy_name"] = "redis" }, mysql = new() { ["proxy_name"] = "mysql", ["attribute"] = "enabled" };

        Assert.True((bool?)await driver.CallAsync(Probes, "proxy_exist", redis));
        redis["attribute"] = "upstream";
        Assert.Equal("127.0.0.1:1", (string?)await driver.CallAsync(Probes, "get_proxy_attribute", redis));
        Assert.Null(await driver.CallAsync(Probes, "get_proxy_attribute", mysql));
        mysql.Remove("attribute");
        Assert.False((bool?)await driver.CallAsync(Probes, "proxy_exist", mysql));
        redis["attribute"] = "size";
        Assert.StartsWith("A proxy has no attribute 'size'. It has: name, listen,", await driver.FailureAsync(Probes, "get_proxy_attribute", redis), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deletes_a_proxy_and_resets_all()
    {
        await using var proxy = await ProxyBench.StartAsync();
        await using var driver = new DriverBench(proxy.Address);
        await driver.CallAsync(Module, "disable_proxy", new JsonObject { ["proxy_name"] = "redis" });

        Assert.True((bool?)await driver.CallAsync(Module, "reset", []));
        Assert.True((bool)(await proxy.ProxyAsync())["enabled"]!);
        Assert.Null(await driver.CallAsync(Module, "delete_proxy", new JsonObject { ["proxy_name"] = "redis" }));
        Assert.Null(await driver.CallAsync(Module, "delete_proxy", new JsonObject { ["proxy_name"] = "redis" })); // told of in the log

        Assert.False(await proxy.HasAsync("redis"));
    }

    [Fact]
    public async Task Finds_the_server_by_host_and_port_or_by_url()
    {
        await using var proxy = await ProxyBench.StartAsync();
        await using var driver = new DriverBench();
        var address = new Uri(proxy.Address);
        (driver.Configuration["toxiproxy_host"], driver.Configuration["toxiproxy_port"]) = (address.Host, address.Port);
        Assert.True((bool?)await driver.CallAsync(Probes, "proxy_exist", new JsonObject { ["proxy_name"] = "redis" }));

        driver.Configuration["toxiproxy_url"] = "http://127.0.0.1:1";
        Assert.StartsWith("Toxiproxy at http://127.0.0.1:1 cannot be reached: ", await driver.FailureAsync(Probes, "proxy_exist", new JsonObject { ["proxy_name"] = "redis" }), StringComparison.Ordinal);
        driver.Configuration["toxiproxy_url"] = "ftp://host";
        Assert.StartsWith("The configuration 'toxiproxy_url' is no http or https address.", await driver.FailureAsync(Probes, "proxy_exist", new JsonObject { ["proxy_name"] = "redis" }), StringComparison.Ordinal);
    }
}
