using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Benchmarks;

/// <summary>What it costs to send the events of a run.</summary>
internal sealed class EventsBenchmark : IBenchmark
{
    private const int Rounds = 3;

    private const int Count = 20_000;

    public string Name => "events";

    public string About =>
        $"A run of {Count:N0} probes that do nothing with the control `events` to a file, less the same run without it, by event (two a probe): at most 20 µs. And a run of one probe whose events go to "
        + $"an endpoint that takes connections and never answers, with a `timeout` of one second, less the same run without: at most that second. {Rounds} rounds in turn, medians.";

    public async Task<ResultTable> RunAsync(string repository)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0); // the system accepts for it
        silent.Start();
        var extensions = Directory.CreateTempSubdirectory("chaos-bench-extensions-");
        try
        {
            return await MeasureAsync(repository, silent, new Dictionary<string, string?> { ["CHAOS_EXTENSIONS"] = EngineBenchmark.Install(extensions.FullName) });
        }
        finally
        {
            extensions.Delete(recursive: true);
        }
    }

    private static async Task<ResultTable> MeasureAsync(string repository, TcpListener silent, Dictionary<string, string?> environment)
    {
        var toFile = Control(new JsonObject { ["path"] = "events.jsonl" });
        var toNobody = Control(new JsonObject { ["url"] = $"http://{silent.LocalEndpoint}/", ["timeout"] = 1 });
        List<double> events = [], waits = [];
        for (var round = 0; round < Rounds; round++)
        {
            var without = await ChaosRun.SecondsAsync(repository, EngineBenchmark.Probes(Count), environment);
            var with = await ChaosRun.ControlledSecondsAsync(repository, EngineBenchmark.Probes(Count), toFile, environment);
            events.Add((with - without) / (2 * Count) * 1e6);
            var one = await ChaosRun.SecondsAsync(repository, EngineBenchmark.Probes(1), environment);
            waits.Add(await ChaosRun.ControlledSecondsAsync(repository, EngineBenchmark.Probes(1), toNobody, environment) - one);
        }

        var table = new ResultTable("what", "adds");
        table.Add("an event to a file", $"{Figures.Text(Figures.Median(events))} µs");
        table.Add("an endpoint that never answers, once a run", $"{Figures.Text(Figures.Median(waits), "F2")} s");
        return table;
    }

    private static JsonObject Control(JsonObject arguments) => new()
    {
        ["name"] = "events",
        ["provider"] = new JsonObject { ["type"] = "dotnet", ["module"] = "chaos.controls.events", ["arguments"] = arguments },
    };
}
