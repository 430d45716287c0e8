using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Samples;

/// <summary>The sample of a database that fails over, run as its page says.</summary>
public sealed class DatabaseFailoverTests
{
    [Fact]
    public async Task Runs_as_it_stands()
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string> { ["CHAOS"] = ChaosCommand.FileOf("chaos") };
        using var run = ChaosCommand.StartProgram(folder, environment, "sh", Repository.At("samples", "database-failover", "run.sh"));
        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 0, result.Errors);
        var journal = JsonNode.Parse(folder.Read("results/db-failover.json"))!;
        Assert.Equal(("completed", "passed"), ((string?)journal["status"], (string?)journal["verdict"]!["outcome"]));
        Assert.True((bool)journal["run"]![1]!["tolerance_met"]!);
        Assert.Equal(201, (int)journal["run"]![1]!["output"]!["status"]!);
        Assert.Equal("succeeded", (string?)journal["rollbacks"]![0]!["status"]);
    }
}
