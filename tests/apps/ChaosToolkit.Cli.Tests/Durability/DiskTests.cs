using System.Diagnostics;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Durability;

public class DiskTests
{
    private const string Method = """
        {"title": "t", "description": "d", "method": [
          {"type": "action", "name": "break", "provider": {"type": "process", "path": "mv", "arguments": ["whole", "broken"]},
           "undo": {"provider": {"type": "process", "path": "sh", "arguments": ["-c", "[ ! -e broken ] || mv broken whole"]}}},
          {"type": "action", "name": "fill", "provider": {"type": "process", "path": "sh", "arguments": ["-c", "FILL"]}},
          {"type": "action", "name": "more", "provider": {"type": "process", "path": "touch", "arguments": ["more"]}}]}
        """;

    [Fact]
    public async Task That_is_full_ends_the_run_which_is_taken_back_and_says_so()
    {
        Needs.Linux("A small disk is made of memory.");
        using var site = new CrashSite("none");
        var small = Directory.CreateDirectory(site.At("small")).FullName;
        var mount = await ExitOfAsync("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", small);
        Needs.That(mount == 0, "A tmpfs cannot be mounted here.");
        try
        {
            site.Write("experiment.json", Method.Replace("FILL", "dd if=/dev/zero of=small/zeros bs=4k 2> /dev/null; dd if=/dev/zero of=small/rest bs=1 2> /dev/null; head -c 20000 /dev/zero | tr -c x x", StringComparison.Ordinal));
            var (exit, log) = await site.LogAsync("--no-log-file", "run", "--run-dir", small, "experiment.json");

            Assert.Equal(1, exit);
            Assert.Contains("The run log cannot be written any more", log, StringComparison.Ordinal);
            Assert.Equal("aborted", (string?)site.Journal["status"]);
            Assert.False(site.IsBroken);
            Assert.False(site.Has("more"));
        }
        finally
        {
            await ExitOfAsync("umount", small);
        }
    }

    [Fact]
    public async Task Whose_log_is_removed_ends_the_run_which_is_taken_back_and_says_so()
    {
        Needs.Linux("Whether a file was removed is seen on Linux only.");
        using var site = new CrashSite("none");
        site.Write("experiment.json", Method.Replace("FILL", "rm .chaos/runs/*/log.jsonl", StringComparison.Ordinal));
        var (exit, log) = await site.LogAsync("--no-log-file", "run", "experiment.json");

        Assert.Equal(1, exit);
        Assert.Contains("It was removed while the run went on", log, StringComparison.Ordinal);
        Assert.Equal("aborted", (string?)site.Journal["status"]);
        Assert.False(site.IsBroken);
        Assert.False(site.Has("more"));
    }

    [Fact]
    public async Task That_takes_no_folder_of_the_run_ends_it_before_anything_is_done()
    {
        using var site = new CrashSite("none");
        site.Write("experiment.json", Method.Replace("FILL", "true", StringComparison.Ordinal));
        site.Write("file", "");
        var (exit, log) = await site.LogAsync("--no-log-file", "run", "--run-dir", "file/runs", "experiment.json");

        Assert.Equal(1, exit);
        Assert.Contains("--no-run-log", log, StringComparison.Ordinal);
        Assert.DoesNotContain("Running experiment", log, StringComparison.Ordinal);

        Assert.Equal(0, await site.RunAsync("--no-log-file", "run", "--run-dir", "file/runs", "--no-run-log", "experiment.json"));
        Assert.False(site.IsBroken);
    }

    [Fact]
    public async Task That_can_only_be_read_ends_the_run_before_anything_is_done()
    {
        Needs.Linux("A disk that can only be read is made of memory.");
        using var site = new CrashSite("none");
        site.Write("experiment.json", Method.Replace("FILL", "true", StringComparison.Ordinal));
        var disk = Directory.CreateDirectory(site.At("disk")).FullName;
        var mount = await ExitOfAsync("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", disk);
        Needs.That(mount == 0, "A tmpfs cannot be mounted here.");
        try
        {
            foreach (var option in (string[])["--run-dir", "--journal-path"])
            {
                var (exit, log) = await site.LogAsync("--no-log-file", "run", option, Path.Combine(disk, "there"), "experiment.json");

                Assert.Equal(1, exit);
                Assert.Contains("Read-only file system", log, StringComparison.Ordinal);
                Assert.DoesNotContain("Running experiment", log, StringComparison.Ordinal);
                Assert.False(site.IsBroken);
            }
        }
        finally
        {
            await ExitOfAsync("umount", disk);
        }
    }

    [Fact]
    public async Task That_takes_neither_log_nor_journal_any_more_leaves_a_run_that_is_taken_back_and_can_be_recovered()
    {
        Needs.Linux("The size of files is limited as on Linux.");
        using var site = new CrashSite("none");
        site.Write("experiment.json", Method.Replace("FILL", "head -c 60000 /dev/zero | tr '\\\\000' x", StringComparison.Ordinal));

        // The runtime itself makes larger files in memory, unless it is told not to.
        var environment = new Dictionary<string, string> { ["DOTNET_EnableWriteXorExecute"] = "0" };
        var (exit, log) = await site.LimitedAsync(environment, "ulimit -f 64; trap '' XFSZ", "--no-log-file", "run", "experiment.json");

        Assert.Equal(1, exit);
        Assert.Contains("The run log cannot be written any more", log, StringComparison.Ordinal);
        Assert.False(site.IsBroken);
        Assert.False(site.Has("more"));
        Assert.False(site.Has("journal.json"), log);
        await site.UntilAsync(() => site.FindWatchdog() is null, "the watchdog's end");
        Assert.Equal(0, await site.RunAsync("--no-log-file", "recover"));
        Assert.Equal(("aborted", "aborted"), ((string?)site.Journal["status"], (string?)site.Journal["verdict"]!["outcome"]));
        Assert.False(site.IsBroken);
    }

    private static async Task<int> ExitOfAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true }) ?? throw new InvalidOperationException("It did not start.");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}
