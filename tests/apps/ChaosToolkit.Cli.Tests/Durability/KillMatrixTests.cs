using System.Collections.Concurrent;
using System.Globalization;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Durability;

/// <summary>Kills runs in every way at every point, and looks that nothing is left in place and nothing is lost. `./build.cs crash-matrix` does it many times.</summary>
public class KillMatrixTests
{
    private static readonly int Repetitions = int.Parse(Environment.GetEnvironmentVariable("CHAOS_CRASH_REPETITIONS") ?? "1", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Leaves_no_fault_and_loses_no_undo()
    {
        Needs.Linux("Processes are followed by /proc.");
        var findings = new ConcurrentBag<CrashFinding>();
        var hits = from _ in Enumerable.Range(0, Repetitions) from point in CrashHit.Points from way in CrashHit.Ways select new CrashHit(point, way, Repetitions > 1);
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2 * Environment.ProcessorCount, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(hits, options, async (hit, _) => findings.Add(await hit.TryAsync()));

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{findings.Count} runs were hit, {findings.Count(finding => !finding.IsGood)} left something; {findings.Sum(finding => finding.Twice)} undo were played more than once.");
        if (Environment.GetEnvironmentVariable("CHAOS_CRASH_TABLE") is { } table)
        {
            await File.WriteAllTextAsync(table, CrashTable.Of(findings), TestContext.Current.CancellationToken);
        }

        Assert.False(findings.Any(finding => !finding.IsGood), string.Join('\n', findings.Where(finding => !finding.IsGood)));
    }
}
