using System.Text.Json.Nodes;

namespace ChaosToolkit.Benchmarks;

/// <summary>What a process activity costs beside starting the process.</summary>
internal sealed class ProcessBenchmark : IBenchmark
{
    private const int Activities = 2000;
    private const int Rounds = 3;

    // The disk's own time is not the engine's.
    private static readonly Dictionary<string, string?> WithoutSyncs = new() { ["CHAOS_RUN_LOG_SYNC"] = "off" };

    public string Name => "process";

    public string About =>
        $"{Activities} `process` activities (`true`) in one run of the published command less a run with one, syncs of the run log off, against a bare loop in a published program of its own, measured likewise, that starts the same process "
        + $"and reads both pipes; {Rounds} rounds in turn, medians. At most 1.25 times the bare loop, and 120 MB.";

    public async Task<ResultTable> RunAsync(string repository)
    {
        List<double> bare = [], run = [], memory = [];
        for (var round = 0; round < Rounds; round++)
        {
            bare.Add(await BareLoop.SecondsAsync(repository, "process", Activities, "true"));
            run.Add(await ChaosRun.SecondsAsync(repository, Actions(Activities), WithoutSyncs) - await ChaosRun.SecondsAsync(repository, Actions(1), WithoutSyncs));
            memory.Add(await ChaosRun.PeakMegabytesAsync(repository, Actions(Activities), WithoutSyncs));
        }

        var table = new ResultTable("what", "µs an activity", "ratio", "peak MB");
        table.Add("bare loop", Figures.Text(Figures.Median(bare) / Activities * 1e6), "1.00", "");
        table.Add(
            "chaos run", Figures.Text(Figures.Median(run) / Activities * 1e6), Figures.Text(Figures.Median(run) / Figures.Median(bare), "F2"), Figures.Text(Figures.Median(memory)));
        return table;
    }

    private static IEnumerable<JsonObject> Actions(int count) => Enumerable.Range(0, count).Select(i => new JsonObject
    {
        ["type"] = "action",
        ["name"] = $"start {i}",
        ["provider"] = new JsonObject { ["type"] = "process", ["path"] = "true" },
    });
}
