using System.Diagnostics;
using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using ChaosToolkit.Python.Interpreters;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChaosToolkit.Benchmarks;

/// <summary>What a call into Python costs.</summary>
internal sealed class PythonBenchmark : IBenchmark
{
    private const int Calls = 20_000;
    private const int Sleepers = 16;
    // One for all calls, as within a run.
    private static readonly JsonObject Configuration = [];

    private const int LargeBytes = 10 * 1024 * 1024;

    private const string Module = """
        import time

        def nothing(text):
            return None

        def echo(text):
            return text

        def nap(seconds):
            time.sleep(seconds)
        """;

    // The same calls with nothing between: what Python itself takes.
    private const string DirectLoop = """
        import importlib, time
        module = importlib.import_module("bench_module")
        arguments = {"text": "x" * 1000}
        start = time.perf_counter()
        for _ in range(20000):
            getattr(module, "nothing")(**arguments)
        print((time.perf_counter() - start) / 20000 * 1e6)
        """;

    public string Name => "python";

    public string About =>
        $"{Calls} calls of a function that does nothing with 1 kB of text, after warm-up, through the provider (at most 150 µs each), beside a loop within Python; "
        + "the first call of a run against `python3 -c pass` (at most 60 ms more); "
        + $"{Sleepers} background calls that sleep for half a second together; 10 MB there and back.";

    public async Task<ResultTable> RunAsync(string repository)
    {
        var folder = Directory.CreateTempSubdirectory("chaos-bench-python-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "bench_module.py"), Module);
            Environment.SetEnvironmentVariable("PYTHONPATH", folder.FullName);
            var table = new ResultTable("what", "figure", "beside it");
            await CallsAsync(table);
            await StartAsync(table);
            return table;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task CallsAsync(ResultTable table)
    {
        await using var engine = NewEngine();
        var text = new string('x', 1000);
        for (var i = 0; i < 2000; i++)
        {
            await CallAsync(engine, "nothing", new JsonObject { ["text"] = text });
        }

        var times = new double[Calls];
        for (var i = 0; i < Calls; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await CallAsync(engine, "nothing", new JsonObject { ["text"] = text });
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        Array.Sort(times);
        var direct = double.Parse(await PythonAsync(DirectLoop));
        table.Add("a call, p50", $"{Figures.Text(times[Calls / 2])} µs", $"{Figures.Text(direct, "F2")} µs in a loop within Python");
        table.Add("a call, p99", $"{Figures.Text(times[Calls * 99 / 100])} µs", "");

        var together = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Sleepers).Select(_ => CallAsync(engine, "nap", new JsonObject { ["seconds"] = 0.5 }, inBackground: true)));
        table.Add($"{Sleepers} background calls that sleep 500 ms", $"{Figures.Text(Stopwatch.GetElapsedTime(together).TotalMilliseconds)} ms", $"{Sleepers * 500} ms one after the other");

        var large = Stopwatch.GetTimestamp();
        var back = await CallAsync(engine, "echo", new JsonObject { ["text"] = new string('y', LargeBytes) });
        table.Add("10 MB there and back", $"{Figures.Text(Stopwatch.GetElapsedTime(large).TotalMilliseconds)} ms", $"{((string?)back)?.Length / 1024 / 1024} MB came back");
    }

    private static async Task StartAsync(ResultTable table)
    {
        List<double> bare = [], first = [];
        var python = await ExecutableAsync();
        for (var round = 0; round < 11; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await PythonAsync("pass", python);
            bare.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await using var engine = NewEngine();
            start = Stopwatch.GetTimestamp();
            await CallAsync(engine, "nothing", new JsonObject { ["text"] = "" });
            first.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        table.Add("the first call of a run", $"{Figures.Text(Figures.Median(first))} ms", $"{Figures.Text(Figures.Median(bare))} ms for a bare interpreter");
    }

    private static Engine NewEngine() => new(new EngineServices(NullLoggerFactory.Instance, TimeProvider.System), typeof(PythonInterpreter).Assembly);

    private static async Task<string> ExecutableAsync() => (await PythonAsync("import sys; print(sys.executable)")).Trim();

    private static Task<JsonNode?> CallAsync(Engine engine, string function, JsonObject arguments, bool inBackground = false)
    {
        var provider = new JsonObject { ["type"] = "python", ["module"] = "bench_module", ["func"] = function, ["arguments"] = arguments };
        var activity = new JsonObject { ["type"] = "action", ["name"] = function, ["provider"] = provider };
        var python = engine.Providers.Find("python") ?? throw new InvalidOperationException("There is no python provider.");
        return python.ExecuteAsync(new ActivityCall(activity, provider, Configuration, [], inBackground), CancellationToken.None);
    }

    private static async Task<string> PythonAsync(string code, string python = "python3")
    {
        using var process = Process.Start(new ProcessStartInfo(python, ["-c", code]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("python3 did not start.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
