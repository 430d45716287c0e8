using System.Diagnostics;

namespace ChaosToolkit.Benchmarks;

/// <summary>What the watchdog adds to a run.</summary>
internal sealed class WatchdogBenchmark : IBenchmark
{
    private const int Rounds = 31;

    private const string Experiment = """
        {"title": "t", "description": "d", "method": [{"type": "action", "name": "act", "provider": {"type": "process", "path": "true"}, "undo": {"provider": {"type": "process", "path": "true"}}}]}
        """;

    public string Name => "watchdog";

    public string About =>
        $"A run of one action with an undo, with and without `--no-watchdog`, {Rounds} rounds in turn, medians: from the start of the process to its line \"Action: act\", from its line "
        + "\"Experiment ended\" to the end of the process, and the whole. The watchdog may add 60 ms to the start and nothing to the end.";

    public async Task<ResultTable> RunAsync(string repository)
    {
        var folder = Directory.CreateTempSubdirectory("chaos-bench-watchdog-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "experiment.json"), Experiment);
            List<(double Start, double End, double Whole)> with = [], without = [];
            for (var round = -2; round < Rounds; round++)
            {
                var watched = await MeasureAsync(repository, folder.FullName);
                var alone = await MeasureAsync(repository, folder.FullName, "--no-watchdog");
                if (round >= 0) // the first fill the caches of the disk
                {
                    with.Add(watched);
                    without.Add(alone);
                }
            }

            var table = new ResultTable("what", "without, ms", "with, ms", "added, ms (paired)", "limit");
            Add("to the first action", one => one.Start, "60");
            Add("from the last line to the end", one => one.End, "0");
            Add("the whole run", one => one.Whole, "");
            return table;

            void Add(string what, Func<(double Start, double End, double Whole), double> of, string limit) => table.Add(
                what,
                Figures.Text(Figures.Median(without.Select(of))),
                Figures.Text(Figures.Median(with.Select(of))),
                Figures.Text(Figures.Median(with.Zip(without, (watched, alone) => of(watched) - of(alone)))),
                limit);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(double Start, double End, double Whole)> MeasureAsync(string repository, string folder, params string[] options)
    {
        var command = new ProcessStartInfo(Path.Combine(repository, "artifacts", "chaos", "chaos"), ["run", "experiment.json", .. options]) { WorkingDirectory = folder, RedirectStandardError = true };
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(command) ?? throw new InvalidOperationException("chaos did not start.");
        var (start, ended) = (0.0, 0L);
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.EndsWith("Action: act", StringComparison.Ordinal))
            {
                start = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }
            else if (line.Contains("Experiment ended", StringComparison.Ordinal))
            {
                ended = Stopwatch.GetTimestamp();
            }
        }

        await process.WaitForExitAsync();
        if (start == 0 || ended == 0)
        {
            throw new InvalidOperationException($"The run ended with {process.ExitCode} and did not write 'Action: act' and 'Experiment ended'.");
        }

        return process.ExitCode == 0
            ? (start, Stopwatch.GetElapsedTime(ended).TotalMilliseconds, Stopwatch.GetElapsedTime(began).TotalMilliseconds)
            : throw new InvalidOperationException($"The run ended with {process.ExitCode}.");
    }
}
