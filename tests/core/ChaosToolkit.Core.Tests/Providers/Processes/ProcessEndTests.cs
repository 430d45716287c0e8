using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using ChaosToolkit.Providers.Processes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Core.Tests.Providers.Processes;

/// <summary>Real trees of processes that resist. Each descendant writes its id into a file of a folder of its own.</summary>
public sealed class ProcessEndTests : IAsyncDisposable
{
    private readonly ProviderBench bench = new("process");
    private readonly string folder = Directory.CreateTempSubdirectory("chaos-tree-").FullName;

    public async ValueTask DisposeAsync()
    {
        await bench.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("sleep 60 & echo $! > DIR/a; wait")]
    [InlineData("trap '' TERM INT HUP; echo $$ > DIR/a; while :; do sleep 60; done")]
    [InlineData("setsid sh -c 'echo $$ > DIR/a; sleep 60' & wait")]
    [InlineData("(setsid sh -c 'echo $$ > DIR/a; exec sleep 60' >/dev/null 2>&1 &) ; sleep 60")]
    [InlineData("(sh -c 'echo $$ > DIR/a; sh -c \"echo \\$\\$ > DIR/b; sleep 60\" & wait' &) ; sleep 60")]
    [InlineData("env -i sh -c 'echo $$ > DIR/a; exec sleep 60' & wait")]
    [InlineData("(setsid sh -c 'echo $$ > DIR/a; exec sleep 60' &) ; exit 0")]
    public async Task A_time_out_ends_all_that_was_started(string script)
    {
        var text = script.Replace("DIR", folder).Replace("\\", "\\\\").Replace("\"", "\\\"");
        var watch = Stopwatch.StartNew();
        var exception = await Assert.ThrowsAsync<ActivityFailedException>(
            () => bench.RunAsync($$"""{"path": "sh", "arguments": ["-c", "{{text}}"], "timeout": 0.7}"""));
        Assert.Contains("0.7 seconds", exception.Message);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.6, 6);
        AssertAllGone();
    }

    [Fact]
    public async Task A_cancellation_ends_all_that_was_started()
    {
        using var source = new CancellationTokenSource();
        var run = bench.RunUntilAsync($$"""{"path": "sh", "arguments": ["-c", "trap '' TERM; (setsid sh -c 'echo $$ > {{folder}}/a; exec sleep 60' &); sleep 60"]}""", source.Token);
        await Eventually.IsSoAsync(() => File.Exists(Path.Combine(folder, "a")) && File.ReadAllText(Path.Combine(folder, "a")).Length > 0, "the number of what was started");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        AssertAllGone();
    }

    [Fact]
    public async Task A_cancelled_activity_starts_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => bench.RunUntilAsync($$"""{"path": "touch", "arguments": ["{{folder}}/a"]}""", new CancellationToken(true)));
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task A_detached_descendant_is_neither_awaited_nor_ended()
    {
        var watch = Stopwatch.StartNew();
        var result = await bench.RunAsync($$"""{"path": "sh", "arguments": ["-c", "sleep 20 >/dev/null 2>&1 & echo $! > {{folder}}/a; echo started"]}""");
        Assert.Equal("started\n", (string)result["stdout"]!);
        Assert.True(watch.Elapsed.TotalSeconds < 10);
        using var daemon = Process.GetProcessById(int.Parse(File.ReadAllText(Path.Combine(folder, "a"))));
        Assert.False(daemon.HasExited);
        daemon.Kill();
    }

    [Fact]
    public async Task A_descendant_that_holds_the_output_is_awaited()
    {
        var result = await bench.RunAsync("""{"path": "sh", "arguments": ["-c", "(sleep 0.3; echo late) & echo early"]}""");
        Assert.Equal("early\nlate\n", (string)result["stdout"]!);
    }

    [Fact]
    public async Task What_an_engine_left_behind_is_ended_by_its_marker()
    {
        var running = bench.Services.Shared(_ => new RunningProcesses());
        var started = new TaskCompletionSource<string>();
        var ended = 0;
        running.Started += process => started.SetResult(process.Marker);
        running.Ended += _ => ended++;
        var run = bench.RunAsync("""{"path": "sleep", "arguments": ["60"]}""");
        RunningProcesses.EndAll(await started.Task);
        Assert.Equal(-9, (int)(await run)["status"]!);
        Assert.Equal(1, ended);
    }

    // Its environment, which it is known by, can be read only once the kernel has loaded its program.
    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task What_is_only_just_being_started_is_ended_by_its_marker()
    {
        Needs.That(OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64, "The program is one for Linux on x86-64.");
        var program = Path.Combine(folder, "slow");
        SlowlyLoadedProgram.WriteTo(program);
        var running = bench.Services.Shared(_ => new RunningProcesses());
        running.Started += process => RunningProcesses.EndAll(process.Marker);
        for (var i = 0; i < 5; i++)
        {
            var result = await bench.RunAsync($$"""{"path": "{{program}}", "timeout": 60}""");
            Assert.Equal(-9, (int)result["status"]!);
        }
    }

    private void AssertAllGone()
    {
        var files = Directory.GetFiles(folder);
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var id = File.ReadAllText(file).Trim();
            var stat = File.Exists($"/proc/{id}/stat") ? File.ReadAllText($"/proc/{id}/stat") : "";
            Assert.True(stat.Length == 0 || stat[(stat.LastIndexOf(')') + 2)..].StartsWith('Z'), $"{Path.GetFileName(file)} lives: {stat}");
        }
    }
}
