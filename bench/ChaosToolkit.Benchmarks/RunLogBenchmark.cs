using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Benchmarks;

/// <summary>What the run log costs: an event, and the syncs of actions.</summary>
internal sealed partial class RunLogBenchmark : IBenchmark
{
    private const int Probes = 20_000;
    private const int Actions = 1000;
    private const int Rounds = 9;
    private const int LineLength = 400;

    public string Name => "run-log";

    public string About =>
        $"An event: {Probes:N0} `dotnet` probes (two events each) in a run of the published command, against the same with `--no-run-log`; at most 15 µs. "
        + $"Syncs: {Actions:N0} `dotnet` actions, against the same with syncs turned off, and beside them as many lines of {LineLength} bytes with `fdatasync`, on the same disk in the same round; at most 1.25 times "
        + $"the two together. {Rounds} rounds in turn, medians.";

    public async Task<ResultTable> RunAsync(string repository)
    {
        var folder = Directory.CreateTempSubdirectory("chaos-bench-extensions-");
        try
        {
            Dictionary<string, string?> synced = new() { ["CHAOS_EXTENSIONS"] = EngineBenchmark.Install(folder.FullName) };
            Dictionary<string, string?> unsynced = new(synced) { ["CHAOS_RUN_LOG_SYNC"] = "off" };
            List<double> events = [], with = [], without = [], disk = [], ratios = [];
            for (var round = 0; round < Rounds; round++)
            {
                var logged = await ChaosRun.SecondsAsync(repository, EngineBenchmark.Probes(Probes), unsynced);
                var unlogged = await ChaosRun.SecondsAsync(repository, EngineBenchmark.Probes(Probes), unsynced, "--no-run-log");
                events.Add((logged - unlogged) / (2 * Probes) * 1e6);

                with.Add(await ChaosRun.SecondsAsync(repository, ActionsThatDoNothing(), synced) * 1e3);
                without.Add(await ChaosRun.SecondsAsync(repository, ActionsThatDoNothing(), unsynced) * 1e3);
                disk.Add(SyncTime() * 1e3);
                ratios.Add(with[^1] / (without[^1] + disk[^1]));
            }

            var table = new ResultTable("what", "figure", "limit");
            table.Add("an event without sync", $"{Figures.Text(Figures.Median(events))} µs", "15 µs");
            table.Add("1,000 actions", $"{Figures.Text(Figures.Median(with))} ms", "");
            table.Add("without syncs", $"{Figures.Text(Figures.Median(without))} ms", "");
            table.Add("1,000 syncs of the disk itself", $"{Figures.Text(Figures.Median(disk))} ms", "");
            table.Add("actions against both together, paired", Figures.Text(Figures.Median(ratios), "F2"), "1.25");
            return table;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<JsonObject> ActionsThatDoNothing() => Enumerable.Range(0, Actions).Select(i => new JsonObject
    {
        ["type"] = "action",
        ["name"] = $"do {i}",
        ["provider"] = new JsonObject { ["type"] = "dotnet", ["module"] = "bench.nothing", ["func"] = "do", ["arguments"] = new JsonObject { ["number"] = i } },
    });

    private static double SyncTime()
    {
        var folder = Directory.CreateTempSubdirectory("chaos-bench-");
        try
        {
            using var file = File.OpenHandle(Path.Combine(folder.FullName, "lines"), FileMode.CreateNew, FileAccess.Write);
            var line = new byte[LineLength];
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < Actions; i++)
            {
                RandomAccess.Write(file, line, (long)i * LineLength);
                _ = SyncData((int)file.DangerousGetHandle());
            }

            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [LibraryImport("libc", EntryPoint = "fdatasync")]
    private static partial int SyncData(int descriptor);
}
