using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Toxiproxy;

/// <summary>Runs of the real command against a server.</summary>
public sealed class RunTests
{
    private const string Nothing = " true 127.0.0.1:1";

    [Fact]
    public async Task Takes_back_what_the_method_did_when_the_run_ends()
    {
        await using var proxy = await ProxyBench.StartAsync();
        using var run = new ChaosRun();
        run.Write(Experiment(proxy.Address, "true", ttl: 30));

        var (exit, log) = await run.RunAsync("--no-log-file", "run", "--strict", "experiment.json");

        Assert.True(exit == 0, log);
        Assert.Equal(Nothing, await proxy.StateAsync());
        Assert.Equal(["undo cut it", "undo slow it"], ((JsonArray)run.Journal["undo"]!).Select(undo => (string?)undo!["activity"]!["name"]).Order(StringComparer.Ordinal));
        Assert.All((JsonArray)run.Journal["undo"]!, undo => Assert.Equal("succeeded", (string?)undo!["status"]));
        Assert.All(((JsonArray)run.Journal["run"]!).Where(entry => (string?)entry!["activity"]!["name"] != "wait"), entry => Assert.True((bool)entry!["output"]!));
    }

    [Fact]
    public async Task Leaves_all_in_place_where_nothing_is_to_be_undone()
    {
        await using var proxy = await ProxyBench.StartAsync();
        using var run = new ChaosRun();
        run.Write(Experiment(proxy.Address, "true", ttl: 30));

        var (exit, log) = await run.RunAsync("--no-log-file", "run", "--no-undo", "experiment.json");

        Assert.True(exit == 0, log);
        Assert.Equal("""slow latency downstream 1 {"latency":5000,"jitter":0} false 127.0.0.1:1""", await proxy.StateAsync());
    }

    [Theory]
    [InlineData("""{"type": "action", "name": "slow it", "undo": [], "provider": {"type": "python", "module": "chaostoxi.toxic.actions", "func": "create_timeout_toxic", "arguments": {"for_proxy": "redis", "toxic_name": "slow", "timeout": 0}}}""")]
    [InlineData("""{"type": "action", "name": "slow it", "undo": {"provider": {"type": "process", "path": "true"}}, "provider": {"type": "dotnet", "module": "chaostoxi.toxic.actions", "func": "create_timeout_toxic", "arguments": {"for_proxy": "redis", "toxic_name": "slow", "timeout": 0, "ttl": null}}}""")]
    public async Task Does_as_the_experiment_says_where_it_has_an_undo(string action)
    {
        await using var proxy = await ProxyBench.StartAsync();
        using var run = new ChaosRun();
        run.Write($$"""{"title": "t", "description": "d", "configuration": {"toxiproxy_url": "{{proxy.Address}}"}, "method": [{{action}}]}""");

        var (exit, log) = await run.RunAsync("--no-log-file", "run", "experiment.json");

        Assert.True(exit == 0, log);
        Assert.Equal("""slow timeout downstream 1 {"timeout":0}""", await proxy.ToxicsAsync());
    }

    [Fact]
    public async Task What_rollbacks_do_stays()
    {
        await using var proxy = await ProxyBench.StartAsync();
        using var run = new ChaosRun();
        run.Write("""
            {"title": "t", "description": "d", "configuration": {"toxiproxy_url": "ADDRESS"}, "method": [],
             "rollbacks": [{"type": "action", "name": "cut it", "provider": {"type": "python", "module": "chaostoxi.proxy.actions", "func": "disable_proxy", "arguments": {"proxy_name": "redis"}}}]}
            """.Replace("ADDRESS", proxy.Address, StringComparison.Ordinal));

        var (exit, log) = await run.RunAsync("--no-log-file", "run", "experiment.json");

        Assert.True(exit == 0, log);
        var left = await proxy.ProxyAsync();
        Assert.Equal((false, false), ((bool)left["enabled"]!, left.ContainsKey("ttl")));
    }

    [Fact]
    public async Task Fails_an_action_whose_undo_cannot_be_known()
    {
        using var run = new ChaosRun();
        run.Write(Experiment("http://127.0.0.1:1", "true", ttl: 30));

        var (_, log) = await run.RunAsync("--no-log-file", "run", "experiment.json");

        Assert.Contains("=> failed: Toxiproxy at http://127.0.0.1:1 cannot be reached: ", log, StringComparison.Ordinal);
        Assert.Equal("not-injected", (string?)run.Journal["verdict"]!["outcome"]);
    }

    [Fact]
    public async Task A_run_that_is_killed_leaves_nothing_when_the_lease_is_over()
    {
        await using var proxy = await ProxyBench.StartAsync();
        using var run = new ChaosRun();
        run.Write(Experiment(proxy.Address, "touch there; sleep 600", ttl: 2));

        await run.KillAsync("--no-log-file", "run", "--no-watchdog", "experiment.json");
        await Eventually.IsSoAsync(async () => await proxy.StateAsync() == Nothing, "the end of the leases");

        Assert.False(run.HasJournal); // nobody but the server did it
    }

    [Fact]
    public async Task The_watchdog_takes_back_what_a_killed_run_did_to_a_server_without_leases()
    {
        Needs.Linux("There the watchdog is.");
        await using var proxy = await ProxyBench.StartAsync(hasLeases: false);
        using var run = new ChaosRun();
        run.Write(Experiment(proxy.Address, "touch there; sleep 600", ttl: 2));

        await run.KillAsync("--no-log-file", "run", "experiment.json");
        await Eventually.IsSoAsync(() => run.HasJournal, "the journal of the watchdog");

        Assert.Equal(Nothing, await proxy.StateAsync());
        Assert.Equal("aborted", (string?)run.Journal["status"]);
    }

    [Fact]
    public async Task Recovery_takes_back_what_a_killed_run_did()
    {
        await using var proxy = await ProxyBench.StartAsync(hasLeases: false);
        using var run = new ChaosRun();
        run.Write(Experiment(proxy.Address, "touch there; sleep 600", ttl: 2));
        await run.KillAsync("--no-log-file", "run", "--no-watchdog", "experiment.json");
        var before = await proxy.StateAsync();

        var (exit, log) = await run.RunAsync("--no-log-file", "recover");

        Assert.True(exit == 0, log);
        Assert.EndsWith("false 127.0.0.1:1", before, StringComparison.Ordinal);
        Assert.Equal(Nothing, await proxy.StateAsync());
    }

    [Fact]
    public async Task No_secret_stands_in_what_is_written_of_an_undo()
    {
        await using var proxy = await ProxyBench.StartAsync();
        using var run = new ChaosRun();
        run.Write("""
            {"title": "t", "description": "d", "configuration": {"toxiproxy_url": {"type": "env", "key": "TOXI_URL"}}, "secrets": {"toxi": {"password": {"type": "env", "key": "TOXI_PASSWORD"}}},
             "method": [{"type": "action", "name": "cut it", "provider": {"type": "python", "module": "chaostoxi.proxy.actions", "func": "disable_proxy", "arguments": {"proxy_name": "redis"}}}]}
            """);
        (run.Environment["TOXI_URL"], run.Environment["TOXI_PASSWORD"]) = (proxy.Address.Replace("://", "://me:correct-horse@", StringComparison.Ordinal), "correct-horse");

        var (exit, log) = await run.RunAsync("--no-log-file", "run", "experiment.json");

        Assert.True(exit == 0, log);
        Assert.Equal(Nothing, await proxy.StateAsync());
        Assert.Contains("${toxiproxy_url}", run.RunLog, StringComparison.Ordinal);
        Assert.DoesNotContain("correct-horse", run.RunLog + log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_says_what_would_be_taken_back_and_asks_nobody()
    {
        using var run = new ChaosRun();
        run.Write(Experiment("http://127.0.0.1:1", "true", ttl: 30));

        var (exit, log, output) = await run.OutputAsync("--no-log-file", "plan", "experiment.json");

        Assert.True(exit == 0, log);
        Assert.Contains("undo slow it", output, StringComparison.Ordinal);
    }

    private static string Experiment(string address, string command, int ttl) => """
        {"title": "t", "description": "d", "configuration": {"toxiproxy_url": "ADDRESS", "delay": "5000"},
         "method": [
           {"type": "action", "name": "slow it", "background": true, "provider": {"type": "python", "module": "chaostoxi.toxic.actions", "func": "create_latency_toxic",
            "arguments": {"for_proxy": "redis", "toxic_name": "slow", "latency": "${delay}", "ttl": TTL}}, "pauses": {"after": 0.01}},
           {"type": "action", "name": "cut it", "provider": {"type": "python", "module": "chaostoxi.proxy.actions", "func": "disable_proxy", "arguments": {"proxy_name": "redis", "ttl": TTL}}},
           {"type": "action", "name": "wait", "provider": {"type": "process", "path": "sh", "arguments": ["-c", "COMMAND"]}}]}
        """.Replace("ADDRESS", address, StringComparison.Ordinal).Replace("COMMAND", command, StringComparison.Ordinal)
        .Replace("TTL", $"{ttl}", StringComparison.Ordinal);
}
