using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.BlackBox;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("-version", 0, "toxiproxy-server version 2.12.0\n", "")]
    [InlineData("--version=true", 0, "toxiproxy-server version 2.12.0\n", "")]
    [InlineData("-help", 0, "", "Usage of")]
    [InlineData("-what", 2, "", "flag provided but not defined: -what\nUsage of")]
    [InlineData("-port=many", 2, "", "invalid value \"many\" for flag -port: parse error\nUsage of")]
    [InlineData("-seed", 2, "", "flag needs an argument: -seed\nUsage of")]
    [InlineData("-config=nowhere.json", 1, "", "chaos-proxy: The config file 'nowhere.json' cannot be read")]
    public async Task Takes_flags_as_go_programs_do(string flag, int exit, string output, string error)
    {
        using var process = ProxyProcess.Start([flag], level: "disabled");
        var (written, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal(exit, process.ExitCode);
        Assert.Equal(output, await written);
        Assert.StartsWith(error, await errors);
    }

    [Fact]
    public async Task Ends_when_the_port_of_the_api_is_taken()
    {
        await using var first = await ProxyProcess.StartAsync();
        using var second = ProxyProcess.Start(["-host", "127.0.0.1", "-port", first.Address.Port.ToString()]);
        await second.WaitForExitAsync();
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("address already in use", await second.StandardError.ReadToEndAsync());
    }

    [Fact]
    public async Task Starts_with_the_proxies_and_toxics_of_its_config_file()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "proxies.json");
        await File.WriteAllTextAsync(file, """[{"name":"a","listen":"127.0.0.1:0","upstream":"127.0.0.1:1","toxics":[{"type":"latency","attributes":{"latency":5},"ttl":600}]},{"name":"b","upstream":"x:1","enabled":false}]""");
        await using var process = await ProxyProcess.StartAsync("-config", file);
        var proxies = (await new ProxyApi(process.Address).ExpectAsync(200, "GET", "/proxies")).Json;
        Assert.Equal(5, proxies["a"]!["toxics"]![0]!["attributes"]!["latency"]!.GetValue<int>());
        Assert.Equal(600, proxies["a"]!["toxics"]![0]!["ttl"]!.GetValue<int>());
        Assert.False(proxies["b"]!["enabled"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Takes_a_changed_config_file_over_and_leaves_the_rest_alone()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "proxies.json");
        using var echo = TestServer.Echo();
        var same = $$"""{"name":"same","listen":"127.0.0.1:0","upstream":"{{echo.Address}}"}""";
        await File.WriteAllTextAsync(file, $$"""[{{same}},{"name":"gone","upstream":"x:1","enabled":false}]""");
        await using var process = await ProxyProcess.StartAsync("-config", file);
        using var api = new ProxyApi(process.Address);
        using var client = await TestSockets.ConnectAsync((await api.ExpectAsync(200, "GET", "/proxies/same")).Json["listen"]!.GetValue<string>());
        await client.SendAsync("a");
        Assert.Equal("a", await client.ReadTextAsync(1));
        await File.WriteAllTextAsync(file, "not a list");
        await File.WriteAllTextAsync(file, $$"""[{{same}},{"name":"new","upstream":"x:1","enabled":false,"toxics":[{"type":"noop"}]}]""");
        await Eventually.IsSoAsync(
            async () => (await api.ExpectAsync(200, "GET", "/proxies")).Json.AsObject() is var proxies && proxies.ContainsKey("new") && !proxies.ContainsKey("gone"), "the proxies of the changed file");

        await client.SendAsync("b");
        Assert.Equal("b", await client.ReadTextAsync(1));
    }

    [Fact]
    public async Task Logs_a_json_object_a_line_and_ends_well_on_sigterm()
    {
        using var process = ProxyProcess.Start(["-port", "0"], level: null);
        var line = JsonNode.Parse((await process.StandardOutput.ReadLineAsync())!)!;
        Assert.Equal("info", line["level"]!.GetValue<string>());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", line["time"]!.GetValue<string>());
        Assert.NotNull(line["caller"]);
        Assert.NotNull(line["message"]);
        var api = new ProxyApi(new Uri(line["address"]!.GetValue<string>()));
        await api.ExpectAsync(200, "GET", "/proxies");
        line = JsonNode.Parse((await process.StandardOutput.ReadLineAsync())!)!;
        Assert.Equal("debug", line["level"]!.GetValue<string>());
        Assert.Equal("GET", line["method"]!.GetValue<string>());
        Unix.Signal(process.Id, Unix.Terminate);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task Counts_bytes_while_connections_are_open()
    {
        await using var process = await ProxyProcess.StartAsync("-proxy-metrics", "-runtime-metrics");
        var api = new ProxyApi(process.Address);
        using var echo = TestServer.Echo();
        await using var proxy = await api.CreateAsync(echo.Address);
        using var client = await proxy.ConnectAsync();
        await client.SendAsync(new string('x', 50));
        await client.ReadAsync(50);
        var page = await api.ExpectAsync(200, "GET", "/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", page.Type);
        foreach (var (what, direction) in new[] { ("received", "upstream"), ("sent", "upstream"), ("received", "downstream"), ("sent", "downstream") })
        {
            Assert.Contains($"toxiproxy_proxy_{what}_bytes_total{{direction=\"{direction}\",listener=\"{proxy.Listen}\",proxy=\"{proxy.Name}\",upstream=\"{echo.Address}\"}} 50\n", page.Body);
        }

        Assert.Contains("process_resident_memory_bytes ", page.Body);
        Assert.Contains("promhttp_metric_handler_errors_total{cause=\"encoding\"} 0\n", page.Body);
    }

    [Fact]
    public async Task A_lease_undoes_a_fault_unless_it_is_renewed()
    {
        await using var process = await ProxyProcess.StartAsync();
        var api = new ProxyApi(process.Address);
        await using var proxy = await api.CreateAsync("a:1");
        var added = await proxy.AddAsync("latency", "\"latency\":1", more: ",\"ttl\":1000");
        Assert.Equal(1000, added.Json["ttl"]!.GetValue<int>());
        var renewed = await proxy.UpdateAsync("latency_downstream", """{"ttl":0.05}""");
        Assert.Equal(1, renewed.Json["attributes"]!["latency"]!.GetValue<int>());
        await api.ExpectAsync(200, "POST", "/proxies/" + proxy.Name, """{"enabled":false,"ttl":0.05}""");
        await Eventually.IsSoAsync(
            async () => (await api.ExpectAsync(200, "GET", "/proxies/" + proxy.Name)).Json is var now && now["toxics"]!.AsArray().Count == 0 && now["enabled"]!.GetValue<bool>(), "the end of the leases");
    }
}
