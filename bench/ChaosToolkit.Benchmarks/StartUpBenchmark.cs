using System.Diagnostics;

namespace ChaosToolkit.Benchmarks;

/// <summary>How long the command takes to start.</summary>
internal sealed class StartUpBenchmark : IBenchmark
{
    private const int Rounds = 41;

    public string Name => "start-up";

    public string About =>
        $"From the start of the process to its end, both published the same way, {Rounds} runs each in turn, medians. " +
        "`chaos --version` should take at most 1.6 times what an empty C# program takes.";

    public async Task<ResultTable> RunAsync(string repository)
    {
        var empty = Path.Combine(repository, "artifacts", "bench", "empty", "empty");
        var chaos = Path.Combine(repository, "artifacts", "chaos", "chaos");
        (string Name, string Program, string[] Arguments, List<double> Times)[] candidates =
        [
            ("an empty program", empty, [], []),
            ("chaos --version", chaos, ["--version"], []),
            ("chaos --help", chaos, ["--help"], []),
        ];
        for (var round = -2; round < Rounds; round++)
        {
            foreach (var (_, program, arguments, times) in candidates)
            {
                var time = await MeasureAsync(program, arguments);

                // The first rounds fill the caches of the disk.
                if (round >= 0)
                {
                    times.Add(time);
                }
            }
        }

        var table = new ResultTable("program", "median ms", "ratio");
        foreach (var (name, _, _, times) in candidates)
        {
            table.Add(name, Figures.Text(Figures.Median(times), "F1"), Figures.Text(Figures.Median(times) / Figures.Median(candidates[0].Times), "F2"));
        }

        return table;
    }

    private static async Task<double> MeasureAsync(string program, string[] arguments)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"'{program}' did not start.");
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? Stopwatch.GetElapsedTime(start).TotalMilliseconds
            : throw new InvalidOperationException($"'{program}' ended with {process.ExitCode}.");
    }
}
