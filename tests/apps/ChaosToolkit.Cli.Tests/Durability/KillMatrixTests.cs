using System.Globalization;

namespace ChaosToolkit.Cli.Durability;

/// <summary>Kills runs in every way at every point, and looks that nothing is left in place and nothing is lost. `./build.cs crash-matrix` does it many times.</summary>
public class KillMatrixTests
{
    private const int Interrupt = 2, Kill = 9, Terminate = 15;

    private static readonly int Repetitions = int.Parse(Environment.GetEnvironmentVariable("CHAOS_CRASH_REPETITIONS") ?? "1", CultureInfo.InvariantCulture);

    // Two at a time: each is several processes.
    private static readonly SemaphoreSlim Room = new(Math.Max(2, Environment.ProcessorCount));

    // Where the run is when it is hit. "started" is the moment right after its log was made; "paused" the one after the probe before a pause.
    private static readonly string[] Points = ["started", "first", "break-before", "break-within", "holds", "paused", "beside", "check", "mend-before", "mend-after", "rollback", "recover"];

    private static readonly string[] Ways = ["runner", "group", "runner and watchdog", "SIGTERM", "SIGINT twice"];

    public static TheoryData<string, string> All => new(Points.SelectMany(point => Ways.Select(way => (point, way))));

    [Theory]
    [MemberData(nameof(All))]
    public async Task Leaves_no_fault_and_loses_no_undo(string point, string way)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are followed by /proc.");
        for (var i = 0; i < Repetitions; i++)
        {
            await Room.WaitAsync(TestContext.Current.CancellationToken);
            try
            {
                await HitAsync(point, way);
            }
            finally
            {
                Room.Release();
            }
        }
    }

    private static async Task HitAsync(string point, string way)
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
        if (way is "runner" or "group" && point != "recover")
        {
            await site.UntilAsync(() => site.FindWatchdog() is null, "the watchdog's end");
        }

        // What a second signal left, and what was killed together with its watchdog, is for a person to recover; more often does no harm.
        var status = await site.RunAsync("--no-log-file", "recover");
        Assert.Equal(0, status);

        Assert.False(site.IsBroken, "The fault is still there.");
        Assert.Equal(0, await site.RunAsync("--no-log-file", "verify-log", site.RunFolder));
        if (point != "started" || site.Has("journal.json"))
        {
            Assert.Equal(site.RunFolder[(site.RunFolder.LastIndexOf('/') + 1)..], (string?)site.Journal["run_id"]);
            Assert.Contains((string?)site.Journal["status"], way.StartsWith("SIG", StringComparison.Ordinal) && point != "recover" ? ["interrupted", "completed"] : (string[])["aborted", "completed"]);
        }

        if (site.Has("at-break-within"))
        {
            Assert.True(site.Mended > 0);
            TestContext.Current.TestOutputHelper?.WriteLine($"undo played {site.Mended} times");
        }
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
