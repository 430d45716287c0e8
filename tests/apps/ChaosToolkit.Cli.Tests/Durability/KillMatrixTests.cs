using System.Collections.Concurrent;
using System.Globalization;
using ChaosToolkit.Recovery;
using ChaosToolkit.Runs;

namespace ChaosToolkit.Cli.Durability;

/// <summary>Kills runs in every way at every point, and looks that nothing is left in place and nothing is lost. `./build.cs crash-matrix` does it many times.</summary>
public class KillMatrixTests
{
    private const int Interrupt = 2, Kill = 9, Terminate = 15;

    private static readonly int Repetitions = int.Parse(Environment.GetEnvironmentVariable("CHAOS_CRASH_REPETITIONS") ?? "1", CultureInfo.InvariantCulture);

    // Where the run is when it is hit. "started" is the moment right after its log was made; "paused" the one after the probe before a pause.
    private static readonly string[] Points = ["started", "first", "break-before", "break-within", "holds", "paused", "beside", "check", "mend-before", "mend-after", "rollback", "recover"];

    private static readonly string[] Ways = ["runner", "group", "runner and watchdog", "SIGTERM", "SIGINT twice"];

    [Fact]
    public async Task Leaves_no_fault_and_loses_no_undo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are followed by /proc.");
        var failures = new ConcurrentQueue<string>();
        var (runs, twice) = (0, 0);
        var hits = from _ in Enumerable.Range(0, Repetitions) from point in Points from way in Ways select (point, way);
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2 * Environment.ProcessorCount, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(hits, options, async (hit, _) =>
        {
            try
            {
                Interlocked.Add(ref twice, await HitAsync(hit.point, hit.way) > 1 ? 1 : 0);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                failures.Enqueue($"{hit.way} at {hit.point}: {exception.Message}");
            }

            Interlocked.Increment(ref runs);
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"{runs} runs were hit, {failures.Count} left something; in {twice} an undo was played more than once.");
        Assert.Empty(failures);
    }

    /// <returns>How often what the run did was taken back.</returns>
    private static async Task<int> HitAsync(string point, string way)
    {
        using var site = new CrashSite(point switch { "paused" or "started" => "none", "recover" => "holds", _ => point });
        site.Start("--no-log-file", "run", "experiment.json");
        var runner = await site.RunnerAsync();
        if (point != "started")
        {
            await site.ReachesAsync(point switch { "paused" or "recover" => "holds", _ => point });
        }

        await DelayAsync(point == "paused");
        if (point == "recover")
        {
            await HitRecoveryAsync(site, runner, way);
        }
        else
        {
            await StrikeAsync(site, runner, way);
        }

        site.LetGo();
        await site.UntilAsync(() => !CrashSite.IsAlive(runner), "the runner's end");
        await site.UntilAsync(() => site.FindWatchdog() is null, "the watchdog's end");

        if (point == "started" && !File.Exists(Path.Combine(site.RunFolder, "log.jsonl")))
        {
            return 0; // so early that there was not even a log
        }

        // What a second signal left, and what was killed together with its watchdog, is for a person to recover.
        var run = RunFolders.FindOne(Path.GetDirectoryName(site.RunFolder)!, site.RunFolder); // a folder of runs holds it
        if (run.Condition != RunCondition.Ended)
        {
            Assert.Equal(0, await site.RunAsync("--no-log-file", "recover"));
        }

        Assert.False(site.IsBroken, "The fault is still there.");
        Assert.Empty(LogVerification.Of(run.Path).Problems);
        Assert.Empty(RunFolders.FindOne(Path.GetDirectoryName(run.Path)!, run.Path).Open);
        if (site.Has("journal.json"))
        {
            var status = (string?)site.Journal["status"];
            Assert.Equal(run.Id, (string?)site.Journal["run_id"]);
            Assert.Equal(way.StartsWith("SIG", StringComparison.Ordinal) && point != "recover" ? "interrupted" : "aborted", status);
        }
        else
        {
            Assert.Equal("started", point);
        }

        if (site.Has("at-break-before") && point != "break-before")
        {
            Assert.True(site.Mended > 0, "It was never taken back.");
        }

        return site.Mended;
    }

    private static async Task StrikeAsync(CrashSite site, int process, string way)
    {
        switch (way)
        {
            case "runner":
                site.Kill(process, Kill);
                break;
            case "group":
                site.KillGroup(process, Kill);
                break;
            case "runner and watchdog":
                if (site.FindWatchdog() is { } watchdog)
                {
                    site.Kill(watchdog, Kill);
                }

                site.Kill(process, Kill);
                break;
            case "SIGTERM":
                site.Kill(process, Terminate);
                break;
            default:
                site.Kill(process, Interrupt);
                await Task.Delay(50, TestContext.Current.CancellationToken); // two that come at once are one to the system
                site.Kill(process, Interrupt);
                break;
        }
    }

    // First all that belongs to the run is killed, then the recovery itself in the way of the test, while it takes back.
    private static async Task HitRecoveryAsync(CrashSite site, int runner, string way)
    {
        await StrikeAsync(site, runner, "runner and watchdog");
        await site.UntilAsync(() => !CrashSite.IsAlive(runner), "the runner's end");
        site.LetGo();
        File.WriteAllText(Path.Combine(site.Path, "wait-mend-before"), "");
        site.Start("--no-log-file", "recover");
        var recovery = 0;
        await site.ReachesAsync("mend-before");
        recovery = await site.RunnerAsync();
        await StrikeAsync(site, recovery, way == "runner and watchdog" ? "runner" : way);
        site.LetGo();
        await site.UntilAsync(() => !CrashSite.IsAlive(recovery), "the recovery's end");
    }

    private static async Task DelayAsync(bool isPause)
    {
        var delay = Repetitions > 1 ? Random.Shared.Next(0, 60) : 0;
        if (delay + (isPause ? 50 : 0) is var milliseconds and > 0)
        {
            await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
        }
    }
}
