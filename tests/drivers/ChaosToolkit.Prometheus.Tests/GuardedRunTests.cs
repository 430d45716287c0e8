using System.Diagnostics;
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
        var start = new ProcessStartInfo(
            Repository.At("artifacts", "bin", "ChaosToolkit.Cli", "debug", "chaos"), ["run", "--strict", "--rollback-strategy", "always", "--metrics-file", "metrics/run.prom", "experiment.json"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = folder.Path;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("chaos did not start.");
        List<string> log = [];
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            log.Add(line);
            prometheus.Errors = line.Contains("Action: long", StringComparison.Ordinal) ? 1 : prometheus.Errors;
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 6, string.Join('\n', log)); // aborted
        Assert.True(File.Exists(folder.At("back")));
        Assert.False(File.Exists(folder.At("never")));
        Assert.Contains(log, line => line.Contains("CRITICAL", StringComparison.Ordinal) && line.Contains("The guard 'errors' is out of its tolerance", StringComparison.Ordinal));
        var journal = JsonNode.Parse(folder.Read("journal.json"))!;
        Assert.Equal("interrupted", (string?)journal["status"]);
        var told = Assert.Single(journal["controls"]!.AsArray())!;
        Assert.Equal(("guards", "guard", "errors"), ((string?)told["control"], (string?)told["kind"], (string?)told["guard"]));
        Assert.StartsWith("The run was ended by a guard", (string?)journal["verdict"]!["reasons"]![0]!["what"]);
        Assert.Contains("status=\"interrupted\"} 1\n", folder.Read("metrics/run.prom"), StringComparison.Ordinal);
    }
}
