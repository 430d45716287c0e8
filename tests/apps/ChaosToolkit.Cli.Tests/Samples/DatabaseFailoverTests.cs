using System.Diagnostics;
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
        var start = new ProcessStartInfo("sh", [Repository.At("samples", "database-failover", "run.sh")])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardError = true,
        };
        start.Environment["CHAOS"] = ChaosProcess.FileOf("chaos");
        start.Environment["HOME"] = folder.Path;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("sh did not start.");
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, errors);
        var journal = JsonNode.Parse(folder.Read("results/db-failover.json"))!;
        Assert.Equal(("completed", "passed"), ((string?)journal["status"], (string?)journal["verdict"]!["outcome"]));
        Assert.True((bool)journal["run"]![1]!["tolerance_met"]!);
        Assert.Equal(201, (int)journal["run"]![1]!["output"]!["status"]!);
        Assert.Equal("succeeded", (string?)journal["rollbacks"]![0]!["status"]);
    }
}
