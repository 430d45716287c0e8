using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Benchmarks;

/// <summary>How long it takes to recover a long run.</summary>
internal sealed class RecoverBenchmark : IBenchmark
{
    private const int Probes = 50_000;
    private const int Rounds = 7;

    public string Name => "recover";

    public string About =>
        $"A run of {Probes:N0} `dotnet` probes and one action with an undo is killed in that action, without a watchdog; `chaos recover` of its log of 100,000 events, from the start of the process to its end, "
        + $"{Rounds} times from copies, the median. At most 2 s.";

    public async Task<ResultTable> RunAsync(string repository)
    {
        var folder = Directory.CreateTempSubdirectory("chaos-bench-recover-");
        try
        {
            await KillRunAsync(repository, folder.FullName);
            var run = Directory.GetDirectories(Path.Combine(folder.FullName, ".chaos", "runs")).Single();
            var log = Path.Combine(run, "log.jsonl");
            var bytes = await File.ReadAllBytesAsync(log);
            List<double> times = [];
            for (var round = 0; round < Rounds; round++)
            {
                await File.WriteAllBytesAsync(log, bytes);
                File.Delete(Path.Combine(folder.FullName, "journal.json")); // a killed run leaves none
                var start = Stopwatch.GetTimestamp();
                using var process = Start(repository, folder.FullName, "recover", Path.GetFileName(run));
                await process.WaitForExitAsync();
                times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                if (process.ExitCode != 0)
                {
                    throw new InvalidOperationException($"It ended with {process.ExitCode}.");
                }
            }

            var table = new ResultTable("events", "MB", "recover, s", "limit, s");
            table.Add($"{bytes.AsSpan().Count((byte)'\n'):N0}", Figures.Text(bytes.Length / 1e6), Figures.Text(Figures.Median(times), "F2"), "2");
            return table;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task KillRunAsync(string repository, string folder)
    {
        var held = new JsonObject
        {
            ["type"] = "action",
            ["name"] = "hold",
            ["provider"] = new JsonObject { ["type"] = "process", ["path"] = "sh", ["arguments"] = new JsonArray("-c", "touch held; sleep 600") },
            ["undo"] = new JsonObject { ["provider"] = new JsonObject { ["type"] = "process", ["path"] = "rm", ["arguments"] = new JsonArray("-f", "held") } },
        };
        var experiment = new JsonObject
        {
            ["title"] = "Killed",
            ["description"] = "At its end.",
            ["method"] = new JsonArray([.. EngineBenchmark.Probes(Probes), held]),
        };
        await File.WriteAllTextAsync(Path.Combine(folder, "experiment.json"), experiment.ToJsonString());
        EngineBenchmark.Install(Directory.CreateDirectory(Path.Combine(folder, "extensions")).FullName);
        using var process = Start(repository, folder, "run", "--no-watchdog", "experiment.json");
        while (!File.Exists(Path.Combine(folder, "held")) && !process.HasExited)
        {
            await Task.Delay(50);
        }

        process.Kill();
        await process.WaitForExitAsync();
    }

    private static Process Start(string repository, string folder, params string[] arguments)
    {
        var command = new ProcessStartInfo(Path.Combine(repository, "artifacts", "chaos", "chaos"), ["--no-log-file", .. arguments]) { WorkingDirectory = folder, RedirectStandardError = true };
        command.Environment["CHAOS_EXTENSIONS"] = Path.Combine(folder, "extensions");
        command.Environment["XDG_STATE_HOME"] = Path.Combine(folder, "state");
        var process = Process.Start(command) ?? throw new InvalidOperationException("chaos did not start.");
        _ = process.StandardError.ReadToEndAsync(); // so that it never waits for us
        return process;
    }
}
