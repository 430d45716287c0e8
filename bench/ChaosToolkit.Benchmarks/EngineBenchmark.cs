using System.Text.Json.Nodes;
using ChaosToolkit.Extensions;

namespace ChaosToolkit.Benchmarks;

/// <summary>A probe that does nothing: what is left is the engine.</summary>
public static class Nothing
{
    /// <summary>Gives what it is given.</summary>
    [Probe(Module = "bench.nothing", Func = "give")]
    public static int Give(int number) => number;

    /// <summary>Does nothing, as an action: its intent is brought to the disk.</summary>
    [Action(Module = "bench.nothing", Func = "do")]
    public static int Do(int number) => number;
}

/// <summary>What the engine adds to an activity, and how that grows.</summary>
internal sealed class EngineBenchmark : IBenchmark
{
    private const int Rounds = 3;

    public string Name => "engine";

    public string About =>
        "`dotnet` probes that do nothing, in one run of the published command, journal, run log and log file included, less what `chaos validate` takes to read and validate the same experiment. "
        + $"{Rounds} rounds, medians. At most 60 µs a probe; 100,000 at most 1.3 times the time and memory a probe of 1,000; 120 MB at 2,000.";

    public async Task<ResultTable> RunAsync(string repository)
    {
        var folder = Directory.CreateTempSubdirectory("chaos-bench-extensions-");
        try
        {
            var environment = new Dictionary<string, string?> { ["CHAOS_EXTENSIONS"] = Install(folder.FullName) };
            var table = new ResultTable("probes", "µs a probe", "against 1,000", "peak MB", "kB a probe", "against 1,000 ");
            (double Time, double Memory)? least = null;
            foreach (var count in (int[])[1000, 2000, 20_000, 100_000])
            {
                List<double> times = [], peaks = [], beyond = [];
                for (var round = 0; round < Rounds; round++)
                {
                    var run = await ChaosRun.SecondsAsync(repository, Probes(count), environment) - await ChaosRun.SecondsAsync(repository, Probes(1), environment);
                    var validation = await ChaosRun.ValidatingSecondsAsync(repository, Probes(count), environment) - await ChaosRun.ValidatingSecondsAsync(repository, Probes(1), environment);
                    times.Add((run - validation) / count * 1e6);
                    peaks.Add(await ChaosRun.PeakMegabytesAsync(repository, Probes(count), environment));
                    beyond.Add((peaks[^1] - await ChaosRun.PeakMegabytesAsync(repository, Probes(1), environment)) / count * 1024);
                }

                var (time, memory) = (Figures.Median(times), Figures.Median(beyond));
                least ??= (time, memory);
                table.Add(
                    count.ToString("N0"), Figures.Text(time), Figures.Text(time / least.Value.Time, "F2"), Figures.Text(Figures.Median(peaks)), Figures.Text(memory), Figures.Text(memory / least.Value.Memory, "F2"));
            }

            return table;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The benchmarks themselves are the extension.
    internal static string Install(string folder)
    {
        var name = typeof(Nothing).Assembly.GetName().Name!; // every assembly has one
        var target = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        return folder;
    }

    internal static IEnumerable<JsonObject> Probes(int count) => Enumerable.Range(0, count).Select(i => new JsonObject
    {
        ["type"] = "probe",
        ["name"] = $"give {i}",
        ["provider"] = new JsonObject { ["type"] = "dotnet", ["module"] = "bench.nothing", ["func"] = "give", ["arguments"] = new JsonObject { ["number"] = i } },
    });
}
