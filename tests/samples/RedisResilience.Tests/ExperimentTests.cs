using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace Catalog;

/// <summary>The experiment of the sample, run as its page says: <c>chaos proxy serve</c> before Redis, the service behind it, and <c>chaos run</c>.</summary>
public sealed class ExperimentTests(RedisServer redis) : IClassFixture<RedisServer>
{
    [Fact]
    public async Task The_experiment_finds_no_weakness_and_leaves_nothing_behind()
    {
        Needs.That(!OperatingSystem.IsWindows(), "There is no shell.");
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string>
        {
            ["CHAOS"] = ChaosCommand.FileOf("chaos"),
            ["CATALOG"] = ChaosCommand.BuiltOf("redis-resilience", "catalog"),
            ["REDIS"] = redis.Address,
            ["PATH"] = $"{ChaosCommand.BuiltOf("ChaosToolkit.FaultProxy.Server")}:{Environment.GetEnvironmentVariable("PATH")}",
        };
        using var run = ChaosCommand.StartProgram(folder, environment, "sh", Repository.At("samples", "redis-resilience", "run.sh"));
        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 0, result.Errors);
        var journal = JsonNode.Parse(folder.Read("journal.json"))!;
        var probes = ((JsonArray)journal["run"]!).Where(entry => (string?)entry!["activity"]!["type"] == "probe").ToList();
        Assert.Equal(52, probes.Count);
        Assert.All(probes, probe => Assert.True((bool?)probe!["tolerance_met"], probe.ToJsonString()));
        Assert.Matches(@"redis\t127\.0\.0\.1:\d+\t[^\t]+\tenabled\t0\n$", result.Output);
        Assert.Empty(Unix.ProcessesIn(folder.Path));
    }
}
