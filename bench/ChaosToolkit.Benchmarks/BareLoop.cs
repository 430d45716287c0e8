using System.Diagnostics;

namespace ChaosToolkit.Benchmarks;

/// <summary>The same work without an engine: the published program <c>bench/Bare</c>, which begins as cold as chaos does.</summary>
internal static class BareLoop
{
    /// <summary>How long it takes, in seconds, less a run with one (start, end and what is done at the first).</summary>
    public static async Task<double> SecondsAsync(string repository, string kind, int count, string target) =>
        await RunAsync(repository, kind, count, target) - await RunAsync(repository, kind, 1, target);

    private static async Task<double> RunAsync(string repository, string kind, int count, string target)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(Path.Combine(repository, "artifacts", "bench", "bare", "bare"), [kind, count.ToString(), target])
            ?? throw new InvalidOperationException("The bare loop did not start.");
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(began).TotalSeconds : throw new InvalidOperationException($"The bare loop ended with {process.ExitCode}.");
    }
}
