using ChaosToolkit.Journaling;
using ChaosToolkit.Recovery;
using ChaosToolkit.Runs;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Durability;

/// <summary>One run that is hit in one way at one point, and what is found afterwards.</summary>
internal sealed class CrashHit(string point, string way, bool isRandom)
{
    /// <summary>
    /// Where the run is when it is hit. "started" is the moment right after its log was made; "paused" the one after the probe before a pause; "anywhere" is any moment from the
    /// start of the process on. The others are stages of the experiment.
    /// </summary>
    public static readonly string[] Points =
    [
        "started", "first", "intent-before", "intent-after", "break-before", "break-within", "holds", "paused", "beside", "check", "mend-before", "mend-after", "rollback", "recover", "anywhere",
    ];

    public static readonly string[] Ways = ["runner", "process group", "runner and watchdog", "SIGTERM", "SIGINT twice"];

    private bool IsSignal => way.StartsWith("SIG", StringComparison.Ordinal);

    public async Task<CrashFinding> TryAsync()
    {
        try
        {
            return await HitAsync();
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            return new CrashFinding(point, way) { Failure = exception.ToString() };
        }
    }

    private async Task<CrashFinding> HitAsync()
    {
        using var site = new CrashSite(point switch { "paused" or "started" or "anywhere" => "none", "recover" => "holds", _ => point });
        var runner = site.Start("--no-log-file", "run", "experiment.json").Id;
        if (point is not "anywhere")
        {
            Assert.Equal(runner, await site.RunnerAsync());
        }

        if (point is not ("anywhere" or "started"))
        {
            await site.ReachesAsync(point switch { "paused" or "recover" => "holds", _ => point });
        }

        await DelayAsync();
        var before = point == "anywhere" ? [] : Hashes(site);
        if (point == "recover")
        {
            await HitRecoveryAsync(site, runner);
        }
        else
        {
            await StrikeAsync(site, runner, way);
        }

        // A busy machine may deliver a signal late: what holds the run must not let go before it has come.
        await site.UntilAsync(() => !CrashSite.IsAlive(runner) || (IsSignal && HasHeardOfIt(site)), "the signal, or the runner's end");
        var broken = LogAfterHit(site, before);
        site.LetGo();
        await site.UntilAsync(() => !CrashSite.IsAlive(runner), "the runner's end");
        if (!site.HasRun)
        {
            Assert.Equal("anywhere", point); // so early that there was no run yet
            return new CrashFinding(point, way) { FaultsLeft = site.FaultsLeft };
        }

        await site.UntilAsync(() => site.FindWatchdog() is null, "the watchdog's end");
        return File.Exists(Path.Combine(site.RunFolder, "log.jsonl"))
            ? await FindAsync(site, broken)
            : new CrashFinding(point, way) { FaultsLeft = site.FaultsLeft }; // so early that there was not even a log
    }

    private async Task<CrashFinding> FindAsync(CrashSite site, string brokenBefore)
    {
        var untrue = site.Has("journal.json") ? CrashJudgement.UntruthIn(site.Journal, Entry(site)) : null;

        // What a second signal left, and what was killed together with its watchdog, is for a person to recover.
        if (Entry(site).Condition != RunCondition.Ended)
        {
            Assert.Equal(0, await site.RunAsync("--no-log-file", "recover"));
        }

        var (run, log) = (Entry(site), RunLogReader.Read(Path.Combine(site.RunFolder, "log.jsonl")));
        return new CrashFinding(point, way)
        {
            FaultsLeft = site.FaultsLeft,
            UndoLost = string.Join(", ", run.Open.Select(undo => undo.Name).Concat(CrashJudgement.NeverUndone(log.Events))),
            LogBroken = string.Join(' ', [brokenBefore, .. LogVerification.Of(run.Path).Problems]).Trim(),
            VerdictUntrue = untrue ?? JournalUntruth(site, run, log.Events) ?? "",
            Twice = CrashJudgement.PlayedTwice(log.Events),
        };
    }

    private string? JournalUntruth(CrashSite site, RunEntry run, IReadOnlyList<RunLogEvent> events)
    {
        if (!site.Has("journal.json"))
        {
            return events.OfType<RunStarted>().Any() ? "There is no journal." : null;
        }

        var status = (string?)site.Journal["status"];
        string[] expected = (point, IsSignal) switch
        {
            ("anywhere", true) => ["interrupted", "completed"],
            ("anywhere", false) => ["aborted", "completed"],
            ("started", true) => ["interrupted"],
            (_, true) when point != "recover" => ["interrupted"],
            _ => ["aborted"],
        };
        return !expected.Contains(status) ? $"The status is {status}."
            : (string?)site.Journal["run_id"] != run.Id ? "The journal is of another run."
            : CrashJudgement.UntruthIn(site.Journal, run);
    }

    private static bool HasHeardOfIt(CrashSite site) =>
        site.HasRun && Path.Combine(site.RunFolder, "log.jsonl") is var log && File.Exists(log) && RunLogReader.Read(log).Events.OfType<EndRequested>().Any();

    private static RunEntry Entry(CrashSite site) => RunFolders.Find(Path.GetDirectoryName(site.RunFolder)!).Single(run => run.Path == site.RunFolder); // a folder of runs holds it

    private static IReadOnlyList<string> Hashes(CrashSite site)
    {
        var log = Path.Combine(site.RunFolder, "log.jsonl");
        return File.Exists(log) ? RunLogReader.Read(log).Hashes : [];
    }

    // The dead runner's log may end within an event; what is whole must be whole, and hold all that was in it before.
    private static string LogAfterHit(CrashSite site, IReadOnlyList<string> before)
    {
        if (!site.HasRun || !File.Exists(Path.Combine(site.RunFolder, "log.jsonl")))
        {
            return before.Count == 0 ? "" : "The log is gone.";
        }

        var log = RunLogReader.Read(Path.Combine(site.RunFolder, "log.jsonl"));
        return log.Damage ?? (log.Hashes.Take(before.Count).SequenceEqual(before) ? "" : "Events are gone.");
    }

    private static async Task StrikeAsync(CrashSite site, int process, string way)
    {
        switch (way)
        {
            case "runner":
                site.Signal(process, Unix.Kill);
                break;
            case "process group":
                site.SignalGroup(process, Unix.Kill);
                break;
            case "runner and watchdog":
                if (site.HasRun && site.FindWatchdog() is { } watchdog)
                {
                    site.Signal(watchdog, Unix.Kill);
                }

                site.Signal(process, Unix.Kill);
                break;
            case "SIGTERM":
                site.Signal(process, Unix.Terminate);
                break;
            default:
                site.Signal(process, Unix.Interrupt);
                await Task.Delay(50, TestContext.Current.CancellationToken); // two that come at once are one to the system
                site.Signal(process, Unix.Interrupt);
                break;
        }
    }

    // First all that belongs to the run is killed, then the recovery itself in the way of the test, while it takes back.
    private async Task HitRecoveryAsync(CrashSite site, int runner)
    {
        await StrikeAsync(site, runner, "runner and watchdog");
        await site.UntilAsync(() => !CrashSite.IsAlive(runner), "the runner's end");
        site.LetGo();
        File.WriteAllText(Path.Combine(site.Path, "wait-mend-before"), "");
        var recovery = site.Start("--no-log-file", "recover").Id;
        await site.ReachesAsync("mend-before");
        await DelayAsync();
        await StrikeAsync(site, recovery, way == "runner and watchdog" ? "runner" : way);
        site.LetGo();
        await site.UntilAsync(() => !CrashSite.IsAlive(recovery), "the recovery's end");
    }

    private async Task DelayAsync()
    {
        var delay = (point, isRandom) switch
        {
            ("anywhere", _) => Random.Shared.Next(0, 900),
            ("paused", _) => 50 + Random.Shared.Next(0, 60),
            (_, true) => Random.Shared.Next(0, 60),
            _ => 0,
        };
        await Task.Delay(delay, TestContext.Current.CancellationToken);
    }
}
