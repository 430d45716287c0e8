using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Toxiproxy;

/// <summary>Proxies within the run, without a server.</summary>
public sealed class NetworkTests
{
    private const string Module = "chaos.network";

    [Fact]
    public async Task A_run_starts_its_own_proxies_disturbs_them_and_takes_it_back()
    {
        await using var web = await ScriptedEndpoint.StartAsync();
        web.On("/", "hello");
        using var run = new ChaosRun();
        run.Write("""
            {"title": "t", "description": "d", "configuration": {"web": "HOST", "delay": "1"},
             "controls": [{"name": "network", "provider": {"type": "dotnet", "module": "chaos.controls.proxy", "arguments": {"proxies": [{"name": "web", "upstream": "${web}"}]}}}],
             "steady-state-hypothesis": {"title": "It answers", "probes": [
               {"type": "probe", "name": "web", "tolerance": 200, "provider": {"type": "http", "url": "http://127.0.0.1:${web_PORT}/", "timeout": 30}}]},
             "method": [
               {"type": "action", "name": "one more", "provider": {"type": "dotnet", "module": "chaos.network", "func": "start_proxy", "arguments": {"name": "other", "upstream": "${web}", "listen": "127.0.0.1:0"}}},
               {"type": "probe", "name": "through it", "provider": {"type": "http", "url": "http://127.0.0.1:${other_PORT}/", "timeout": 30}},
               {"type": "action", "name": "slow", "background": true, "provider": {"type": "dotnet", "module": "chaos.network", "func": "add_latency", "arguments": {"proxy": "web", "latency": "${delay}"}}, "pauses": {"before": 0.01}},
               {"type": "action", "name": "down", "provider": {"type": "python", "module": "chaos.network", "func": "disable_proxy", "arguments": {"proxy": "web"}}},
               {"type": "probe", "name": "refused", "provider": {"type": "http", "url": "http://127.0.0.1:${web_PORT}/", "timeout": 30}}]}
            """.Replace("HOST", web.Host, StringComparison.Ordinal));

        var (_, log) = await run.RunAsync("--no-log-file", "run", "--verify-restoration", "experiment.json");

        Assert.True(run.HasJournal, log);
        var played = (JsonArray)run.Journal["run"]!;
        Assert.Equal("hello", (string?)Played("through it")["output"]!["body"]);
        Assert.Equal("latency_downstream", (string?)Played("slow")["output"]);
        Assert.Equal("failed", (string?)Played("refused")["status"]);
        Assert.False((bool)run.Journal["steady_states"]!["after"]!["steady_state_met"]!);
        Assert.Equal(["succeeded", "succeeded"], ((JsonArray)run.Journal["undo"]!).Select(undo => (string?)undo!["status"]));
        Assert.True((bool)run.Journal["restoration"]!["steady_state_met"]!, log);

        JsonNode Played(string name) => played.Single(entry => (string?)entry!["activity"]!["name"] == name)!;
    }

    [Fact]
    public async Task A_run_ends_whose_proxy_cannot_be_started()
    {
        using var run = new ChaosRun();
        run.Write("""
            {"title": "t", "description": "d",
             "controls": [{"name": "network", "provider": {"type": "dotnet", "module": "chaos.controls.proxy", "arguments": {"proxies": [{"name": "web", "upstream": "h:1", "listen": "nowhere"}]}}}],
             "method": [{"type": "action", "name": "a", "provider": {"type": "process", "path": "true"}}]}
            """);

        var (exit, log) = await run.RunAsync("--no-log-file", "run", "experiment.json");

        Assert.True(exit != 0, log);
        Assert.Contains("The control chaos.controls.proxy cannot start a proxy: The proxy 'web' cannot be started: ", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_of_a_run_may_take_datagrams_or_speak_http()
    {
        using var run = new ChaosRun();
        run.Write("""
            {"title": "t", "description": "d",
             "method": [
               {"type": "action", "name": "dns", "provider": {"type": "dotnet", "module": "chaos.network", "func": "start_proxy", "arguments": {"name": "dns", "upstream": "127.0.0.1:1", "protocol": "udp"}}},
               {"type": "action", "name": "reorder", "provider": {"type": "dotnet", "module": "chaos.network", "func": "add_reorder", "arguments": {"proxy": "dns", "probability": 0.5}}},
               {"type": "action", "name": "slice", "provider": {"type": "dotnet", "module": "chaos.network", "func": "add_slicer", "arguments": {"proxy": "dns"}}},
               {"type": "action", "name": "wrong", "provider": {"type": "dotnet", "module": "chaos.network", "func": "start_proxy", "arguments": {"name": "x", "upstream": "127.0.0.1:1", "protocol": "sctp"}}}]}
            """);

        var (_, log) = await run.RunAsync("--no-log-file", "run", "experiment.json");

        Assert.True(run.HasJournal, log);
        Assert.Equal(["succeeded", "succeeded", "failed", "failed"], ((JsonArray)run.Journal["run"]!).Select(static played => (string?)played!["status"]));
        Assert.Contains("a toxic of type 'slicer' makes no sense for datagrams", log, StringComparison.Ordinal);
        Assert.Contains("The argument 'protocol' is 'tcp', 'http' or 'udp'; 'sctp' is none of them.", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("add_latency", """{"latency": 100.0, "jitter": "20"}""")]
    [InlineData("add_bandwidth", """{"rate": 10}""")]
    [InlineData("add_slow_close", """{"delay": 10}""")]
    [InlineData("add_timeout", """{"timeout": 0, "stream": "upstream"}""")]
    [InlineData("add_reset_peer", """{"name": "reset", "toxicity": 0.5}""")]
    [InlineData("add_slicer", """{"average_size": 64}""")]
    [InlineData("add_limit_data", """{"bytes": 3}""")]
    [InlineData("disable_proxy", "{}")]
    public async Task What_is_done_to_a_proxy_leads_back_from_any_state(string func, string arguments)
    {
        await using var driver = new DriverBench();
        await driver.CallAsync(Module, "start_proxy", new JsonObject { ["name"] = "web", ["upstream"] = "127.0.0.1:1" });
        var given = (JsonObject)JsonNode.Parse(arguments)!;
        given["proxy"] = "web";
        var undo = await driver.UndoAsync(Module, func, given);
        Assert.NotNull(undo);

        // Twice the same fails, and has nothing to take back: what is there is seen by that.
        await UndoCheck.PlayAsync(() => driver.CallAsync(Module, func, given), () => driver.CallAsync(undo), () => driver.UndoAsync(Module, func, given).GetAwaiter().GetResult() is null);
    }

    [Fact]
    public async Task An_undo_that_another_process_plays_finds_nothing_to_do()
    {
        await using var driver = new DriverBench();
        foreach (var (func, more) in new[] { ("remove_toxic", "toxic"), ("enable_proxy", "proxy") })
        {
            Assert.False((bool?)await driver.CallAsync(Module, func, new JsonObject { ["proxy"] = "web", [more] = "web", ["missing_ok"] = true }));
        }
    }

    [Theory]
    [InlineData("start_proxy", """{"name": "web", "upstream": "h:1"}""", "There is a proxy 'web' in this run already.")]
    [InlineData("disable_proxy", """{"proxy": "wab"}""", "There is no proxy 'wab' in this run. There are: web.")]
    [InlineData("add_latency", """{"proxy": "web", "latency": 1.5}""", "The argument 'latency' must be a whole number; 1.5 is not.")]
    [InlineData("add_latency", """{"proxy": "web", "latency": -1}""", "attribute 'latency' is -1, it must be between 0 and 31536000000.")]
    [InlineData("add_latency", """{"proxy": "web", "stream": "up"}""", "The argument 'stream' is 'downstream' or 'upstream'; 'up' is neither.")]
    [InlineData("add_latency", """{"proxy": "web", "toxicity": 2}""", "The argument 'toxicity' must be a number from 0 to 1; 2 is not.")]
    [InlineData("add_slicer", """{"proxy": "web", "average_size": 1, "size_variation": 2}""", "attribute 'size_variation' is 2, it must be between 0 and average_size, which is 1.")]
    public async Task Says_what_is_wrong(string func, string arguments, string expected)
    {
        await using var driver = new DriverBench();
        await driver.CallAsync(Module, "start_proxy", new JsonObject { ["name"] = "web", ["upstream"] = "127.0.0.1:1" });

        Assert.Equal(expected, await driver.FailureAsync(Module, func, (JsonObject)JsonNode.Parse(arguments)!));
    }

    [Fact]
    public async Task Stops_a_proxy()
    {
        await using var driver = new DriverBench();
        Assert.StartsWith("There is no proxy 'web' in this run. Start one: ", await driver.FailureAsync(Module, "stop_proxy", new JsonObject { ["proxy"] = "web" }), StringComparison.Ordinal);
        await driver.CallAsync(Module, "start_proxy", new JsonObject { ["name"] = "web", ["upstream"] = "127.0.0.1:1" });
        Assert.True((bool?)await driver.CallAsync(Module, "stop_proxy", new JsonObject { ["proxy"] = "web" }));
        await driver.CallAsync(Module, "start_proxy", new JsonObject { ["name"] = "web", ["upstream"] = "127.0.0.1:1" });
    }
}
