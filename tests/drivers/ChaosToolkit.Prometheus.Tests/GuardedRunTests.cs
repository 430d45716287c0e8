using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Prometheus;

/// <summary>The real command, guarded by a metric of a real Prometheus.</summary>
public sealed class GuardedRunTests(PrometheusDaemon prometheus) : IClassFixture<PrometheusDaemon>
{
    [Fact]
    public async Task A_metric_that_breaches_while_an_action_goes_on_ends_the_run_and_rolls_back()
    {
        using var folder = new TemporaryFolder();
        folder.Write("experiment.json", $$"""
            {"title": "Is the shop still well?", "description": "d", "configuration": {"prometheus_base_url": "{{prometheus.Address}}"},
             "controls": [{"name": "guards", "provider": {"type": "python", "module": "chaosaddons.controls.safeguards", "arguments": {"probes": [
               {"type": "probe", "name": "errors", "frequency": 0.2, "tolerance": {"type": "prometheus", "op": "<", "value": 0.5},
                "provider": {"type": "python", "module": "chaosprometheus.probes", "func": "query", "arguments": {"query": "shop_errors"} } }]} } }],
             "method": [
               {"type": "action", "name": "long", "provider": {"type": "process", "path": "sleep", "arguments": "600"} },
               {"type": "action", "name": "never", "provider": {"type": "process", "path": "touch", "arguments": "never"} }],
             "rollbacks": [{"type": "action", "name": "back", "provider": {"type": "process", "path": "touch", "arguments": "back"} }]}
            """);
        using var run = ChaosCommand.Start(folder, "run", "--strict", "--rollback-strategy", "always", "--metrics-file", "metrics/run.prom", "experiment.json");
        await run.LineAsync("Action: long");
        prometheus.Errors = 1;
        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 6, result.Errors); // aborted
        Assert.True(File.Exists(folder.At("back")));
        Assert.False(File.Exists(folder.At("never")));
        Assert.Contains(result.Errors.Split('\n'), line => line.Contains("CRITICAL", StringComparison.Ordinal) && line.Contains("The guard 'errors' is out of its tolerance", StringComparison.Ordinal));
        var journal = JsonNode.Parse(folder.Read("journal.json"))!;
        Assert.Equal("interrupted", (string?)journal["status"]);
        var told = Assert.Single(journal["controls"]!.AsArray())!;
        Assert.Equal(("guards", "guard", "errors"), ((string?)told["control"], (string?)told["kind"], (string?)told["guard"]));
        Assert.StartsWith("The run was ended by a guard", (string?)journal["verdict"]!["reasons"]![0]!["what"]);
        Assert.Contains("status=\"interrupted\"} 1\n", folder.Read("metrics/run.prom"), StringComparison.Ordinal);
    }
}
