using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Benchmarks;

/// <summary>How long reports take, and how much memory.</summary>
internal sealed class ReportsBenchmark : IBenchmark
{
    private const int Activities = 10_000;
    private const int Journals = 500;
    private const int Rounds = 5;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    public string Name => "reports";

    public string About =>
        $"`chaos report` of the published command, from its start to its end, {Rounds} rounds, medians. A journal of {Activities} activities: HTML in at most 1,500 ms and 300 MB, PDF in at most 6,000 ms; {Journals} journals of 40 activities in one report: at most 10,000 ms.";

    public async Task<ResultTable> RunAsync(string repository)
    {
        var folder = Directory.CreateTempSubdirectory("chaos-bench-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "large.json"), Journal(0, Activities).ToJsonString());
            for (var i = 0; i < Journals; i++)
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"many-{i:000}.json"), Journal(i, 40).ToJsonString());
            }

            var table = new ResultTable("journals", "format", "ms", "peak MB", "MB written");
            foreach (var (journals, report) in (IEnumerable<(string, string)>)[("large.json", "large.html"), ("large.json", "large.pdf"), ("large.json", "large.md"), ("many-*.json", "many.html"), ("many-*.json", "many.pdf")])
            {
                var runs = Enumerable.Range(0, Rounds).Select(_ => Run(Path.Combine(repository, "artifacts", "chaos", "chaos"), folder.FullName, journals, report)).ToList();
                var what = journals == "large.json" ? $"one of {Activities:N0} activities" : $"{Journals} of 40 activities";
                table.Add(what, Path.GetExtension(report)[1..], Figures.Text(Figures.Median(runs.Select(run => run.Milliseconds)), "F0"), Figures.Text(Figures.Median(runs.Select(run => run.Peak)), "F0"), Figures.Text(new FileInfo(Path.Combine(folder.FullName, report)).Length / 1e6));
            }

            return table;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (double Milliseconds, double Peak) Run(string chaos, string folder, string journals, string report)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(chaos, ["--no-log-file", "report", journals, report]) { WorkingDirectory = folder, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"'{chaos}' did not start.");
        var peak = ProcessMemory.PeakUntilExit(process);
        return process.ExitCode == 0 ? (Stopwatch.GetElapsedTime(began).TotalMilliseconds, peak) : throw new InvalidOperationException($"The report ended with {process.ExitCode}.");
    }

    private static JsonObject Journal(int day, int activities)
    {
        var start = Start.AddHours(12 * day);
        return new JsonObject
        {
            ["chaoslib-version"] = "1.45.0",
            ["platform"] = "Linux",
            ["node"] = "bench",
            ["experiment"] = new JsonObject
            {
                ["title"] = $"Experiment {day % 50}",
                ["description"] = "Many activities.",
                ["tags"] = new JsonArray("shop", $"area-{day % 7}"),
                ["contributions"] = new JsonObject { ["availability"] = "high", ["reliability"] = "low", ["security"] = day % 3 == 0 ? "medium" : "none" },
                ["steady-state-hypothesis"] = new JsonObject { ["title"] = "The service answers", ["probes"] = new JsonArray(Probe(0)) },
                ["method"] = new JsonArray(),
            },
            ["start"] = start.ToString("o"),
            ["status"] = "completed",
            ["deviated"] = day % 4 == 1,
            ["steady_states"] = new JsonObject { ["before"] = State(start, true), ["after"] = State(start.AddSeconds(activities), day % 4 != 1), ["during"] = new JsonArray() },
            ["run"] = new JsonArray([.. Enumerable.Range(0, activities).Select(i => Entry(Probe(i), start.AddSeconds(i), i))]),
            ["rollbacks"] = new JsonArray(),
            ["end"] = start.AddSeconds(activities + 2).ToString("o"),
            ["duration"] = activities + 2,
        };
    }

    private static JsonObject State(DateTimeOffset at, bool isMet)
    {
        var entry = Entry(Probe(0), at, 1);
        entry["tolerance_met"] = isMet;
        return new JsonObject { ["steady_state_met"] = isMet, ["probes"] = new JsonArray(entry) };
    }

    private static JsonObject Probe(int i) => new()
    {
        ["type"] = "probe",
        ["name"] = $"is-service-{i}-up",
        ["tolerance"] = 200,
        ["background"] = i % 10 == 3,
        ["provider"] = new JsonObject { ["type"] = "http", ["url"] = $"http://127.0.0.1:8080/services/{i}/health", ["timeout"] = 3, ["headers"] = new JsonObject { ["Accept"] = "application/json" } },
    };

    private static JsonObject Entry(JsonObject activity, DateTimeOffset at, int i) => new()
    {
        ["activity"] = activity,
        ["output"] = new JsonObject
        {
            ["status"] = i % 50 == 7 ? 503 : 200,
            ["headers"] = new JsonObject { ["Content-Type"] = "application/json", ["Date"] = "Sun, 01 Mar 2026 10:00:00 GMT" },
            ["body"] = new JsonObject { ["service"] = $"service-{i}", ["healthy"] = i % 50 != 7, ["latency_ms"] = i % 97, ["checks"] = new JsonArray("database", "cache", "queue") },
        },
        ["start"] = at.ToString("o"),
        ["status"] = "succeeded",
        ["end"] = at.AddMilliseconds(400).ToString("o"),
        ["duration"] = 0.4,
        ["tolerance_met"] = i % 50 != 7,
    };
}
