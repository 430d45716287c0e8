using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Durability;

public class RecoverTests
{
    [Fact]
    public async Task Lists_what_is_left_and_takes_it_back_with_the_secrets_of_the_run()
    {
        Needs.Linux("Processes are followed by /proc.");
        using var site = new CrashSite("none");
        site.Write("experiment.json", """
            {"title": "t", "description": "d",
             "configuration": {"who": "me", "url": {"type": "env", "key": "SHOP_URL"}}, "secrets": {"shop": {"token": {"type": "env", "key": "SHOP_TOKEN"}}},
             "method": [{"type": "action", "name": "break", "provider": {"type": "process", "path": "sh", "arguments": ["-c", "mv whole broken; touch at-broken; sleep 60"]},
              "undo": {"provider": {"type": "process", "path": "sh", "arguments": ["-c", "echo ${who} ${token} ${url} $$0 > told; mv broken whole"]}}}]}
            """);
        var secrets = new Dictionary<string, string> { ["SHOP_TOKEN"] = "correct-horse", ["SHOP_URL"] = "https://correct-horse@shop" };
        site.Start(secrets, "--no-log-file", "run", "--no-watchdog", "experiment.json");
        var runner = await site.RunnerAsync();
        await site.ReachesAsync("broken");
        var folder = site.RunFolder;
        Assert.Equal(1, await site.RunAsync("--no-log-file", "recover", Path.GetFileName(folder))); // its process lives
        site.Signal(runner, Unix.Kill);
        await site.UntilAsync(() => !CrashSite.IsAlive(runner), "the runner's end");

        Assert.Contains("not taken back: break (by: undo break)", await site.OutputAsync("recover", "--list"), StringComparison.Ordinal);
        Assert.Equal(1, await site.RunAsync("--no-log-file", "recover")); // without the secrets it cannot be done
        Assert.True(site.IsBroken);
        Assert.Contains("1 open", await site.OutputAsync("runs", "list"), StringComparison.Ordinal);
        Assert.Equal(0, await site.RunAsync(secrets, "--no-log-file", "recover", "--all"));

        Assert.False(site.IsBroken);
        Assert.StartsWith("me correct-horse https://correct-horse@shop ", site.Read("told"), StringComparison.Ordinal);
        Assert.Equal("aborted", (string?)site.Journal["status"]);
        Assert.Equal("succeeded", (string?)Assert.Single((JsonArray)site.Journal["undo"]!)!["status"]);
        Assert.DoesNotContain("correct-horse", File.ReadAllText(Path.Combine(folder, "log.jsonl")), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(site.At(".local/state/chaostoolkit/runs")));
    }

    [Fact]
    public async Task Leaves_open_what_cannot_be_taken_back_until_somebody_closes_it()
    {
        Needs.Linux("Processes are followed by /proc.");
        using var site = new CrashSite("none");
        site.Write("experiment.json", """
            {"title": "t", "description": "d",
             "method": [{"type": "action", "name": "break", "provider": {"type": "process", "path": "true"}, "undo": {"provider": {"type": "process", "path": "false"}}}]}
            """);
        Assert.Equal(0, await site.RunAsync("--no-log-file", "run", "experiment.json")); // the original's exit status; --strict tells
        Assert.Equal("not-restored", (string?)site.Journal["verdict"]!["outcome"]);
        Assert.Equal(1, await site.RunAsync("--no-log-file", "recover"));
        Assert.Equal(0, await site.RunAsync("--no-log-file", "recover", "--close", Path.GetFileName(site.RunFolder)));

        Assert.Equal("", await site.OutputAsync("recover", "--list"));
        Assert.Contains("ended", await site.OutputAsync("runs", "list"), StringComparison.Ordinal);
        Assert.Equal(Path.GetFileName(site.RunFolder), (await site.OutputAsync("runs", "prune", "--keep", "0")).Trim());
        Assert.Empty(Directory.GetDirectories(site.At(".chaos/runs")));
    }

    [Fact]
    public async Task Recovers_all_runs_however_long_their_logs_and_whatever_is_wrong_with_one()
    {
        Needs.Linux("Processes are followed by /proc.");
        using var site = new CrashSite("none");
        site.Write("experiment.json", $$$$"""
            {"title": "t", "description": "{{{{new string('d', 5_000_000)}}}}",
             "method": [{"type": "action", "name": "break", "provider": {"type": "process", "path": "sh", "arguments": ["-c", "touch at-broken; sleep 60"]},
              "undo": {"provider": {"type": "process", "path": "sh", "arguments": ["-c", "echo back >> taken"]}}}]}
            """);
        site.Start("--no-log-file", "run", "--no-watchdog", "experiment.json");
        var runner = await site.RunnerAsync();
        await site.ReachesAsync("broken");
        site.Signal(runner, Unix.Kill);
        await site.UntilAsync(() => !CrashSite.IsAlive(runner), "the runner's end");
        var (others, log) = (Path.GetDirectoryName(site.RunFolder)!, File.ReadAllText(Path.Combine(site.RunFolder, "log.jsonl")));
        foreach (var id in (string[])["20000101T000000Z-000001", "20000101T000000Z-000002", "20990101T000000Z-000003"])
        {
            Directory.CreateDirectory(Path.Combine(others, id));
            File.WriteAllText(Path.Combine(others, id, "log.jsonl"), id.EndsWith('1') ? log.Replace("echo back", "echo evil", StringComparison.Ordinal) : log);
        }

        var (exit, told) = await site.LogAsync("--no-log-file", "recover", "--all");

        Assert.Equal(1, exit);
        Assert.DoesNotContain("An error of chaos itself", told, StringComparison.Ordinal);
        Assert.Contains("The run '20000101T000000Z-000001' is not recovered: ", told, StringComparison.Ordinal);
        Assert.Equal(3, File.ReadAllLines(site.At("taken")).Length);
    }

    [Fact]
    public async Task Plays_nothing_from_a_log_that_somebody_changed()
    {
        Needs.Linux("Processes are followed by /proc.");
        using var site = new CrashSite("holds");
        site.Start("--no-log-file", "run", "--no-watchdog", "experiment.json");
        var runner = await site.RunnerAsync();
        await site.ReachesAsync("holds");
        site.Signal(runner, Unix.Kill);
        await site.UntilAsync(() => !CrashSite.IsAlive(runner), "the runner's end");
        var log = Path.Combine(site.RunFolder, "log.jsonl");
        File.WriteAllText(log, File.ReadAllText(log).Replace("mend.sh", "evil.sh", StringComparison.Ordinal));

        Assert.Equal(1, await site.RunAsync("--no-log-file", "recover"));
        Assert.Equal(0, site.Mended);
        Assert.Contains("was changed", await site.OutputAsync("verify-log", site.RunFolder), StringComparison.Ordinal);
    }
}
