using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Benchmarks;

/// <summary>A run of the published command: how long it took, and how much memory it had at most.</summary>
/// <param name="Seconds">From the start of the process to its end.</param>
/// <param name="PeakMegabytes">The greatest resident set, which Linux tells; 0 elsewhere.</param>
internal sealed record ChaosRun(double Seconds, double PeakMegabytes)
{
    /// <summary>Runs an experiment of many activities in a folder of its own, with journal and log file as a user has them.</summary>
    public static Task<ChaosRun> OfAsync(string repository, IEnumerable<JsonObject> activities, IReadOnlyDictionary<string, string?>? environment = null, params string[] options) =>
        OfAsync(["run", .. options], repository, activities, environment);

    /// <summary>Runs it with a control for the whole of it.</summary>
    public static Task<ChaosRun> ControlledAsync(string repository, IEnumerable<JsonObject> activities, JsonObject control, IReadOnlyDictionary<string, string?>? environment = null) =>
        OfAsync(["run"], repository, activities, environment, control);

    /// <summary>Only reads and validates the experiment.</summary>
    public static Task<ChaosRun> ValidatingAsync(string repository, IEnumerable<JsonObject> activities, IReadOnlyDictionary<string, string?>? environment = null) =>
        OfAsync(["validate"], repository, activities, environment);

    private static async Task<ChaosRun> OfAsync(
        string[] command, string repository, IEnumerable<JsonObject> activities, IReadOnlyDictionary<string, string?>? environment, JsonObject? control = null)
    {
        var folder = Directory.CreateTempSubdirectory("chaos-bench-");
        try
        {
            var experiment = new JsonObject
            {
                ["title"] = "Many activities",
                ["description"] = "What the engine adds to each.",
                ["method"] = new JsonArray([.. activities]),
            };
            if (control is not null)
            {
                experiment["controls"] = new JsonArray(control.DeepClone());
            }

            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "experiment.json"), experiment.ToJsonString());
            return await RunAsync(Path.Combine(repository, "artifacts", "chaos", "chaos"), command, folder.FullName, environment);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<ChaosRun> RunAsync(string chaos, string[] command, string folder, IReadOnlyDictionary<string, string?>? environment)
    {
        var start = new ProcessStartInfo(chaos, [.. command, "experiment.json"]) { WorkingDirectory = folder, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"'{chaos}' did not start.");
        var last = LastLineAsync(process.StandardError);
        var peak = await Task.Run(() => ProcessMemory.PeakUntilExit(process));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return process.ExitCode == 0 ? new ChaosRun(seconds, peak) : throw new InvalidOperationException($"The run ended with {process.ExitCode}: {await last}");
    }

    private static async Task<string> LastLineAsync(StreamReader errors)
    {
        var last = "";
        while (await errors.ReadLineAsync() is { } line)
        {
            last = line;
        }

        return last;
    }
}
