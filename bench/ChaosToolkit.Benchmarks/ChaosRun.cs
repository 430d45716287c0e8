using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Benchmarks;

/// <summary>Runs of the published command: experiments of many activities in a folder of their own, with journal and log file as a user has them.</summary>
internal static class ChaosRun
{
    /// <summary>How long a run takes from the start of the process to its end.</summary>
    public static Task<double> SecondsAsync(string repository, IEnumerable<JsonObject> activities, IReadOnlyDictionary<string, string?>? environment = null, params string[] options) =>
        RunAsync(["run", .. options], repository, activities, environment);

    /// <summary>How much memory such a run has at most, in MB. Another run tells: to look takes time from what runs beside it.</summary>
    public static async Task<double> PeakMegabytesAsync(string repository, IEnumerable<JsonObject> activities, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var peak = 0.0;
        await RunAsync(["run"], repository, activities, environment, watch: process => peak = ProcessMemory.PeakUntilExit(process));
        return peak;
    }

    /// <summary>How long it takes with a control for the whole of it.</summary>
    public static Task<double> ControlledSecondsAsync(string repository, IEnumerable<JsonObject> activities, JsonObject control, IReadOnlyDictionary<string, string?>? environment = null) =>
        RunAsync(["run"], repository, activities, environment, control);

    /// <summary>How long it takes to only read and validate the experiment.</summary>
    public static Task<double> ValidatingSecondsAsync(string repository, IEnumerable<JsonObject> activities, IReadOnlyDictionary<string, string?>? environment = null) =>
        RunAsync(["validate"], repository, activities, environment);

    private static async Task<double> RunAsync(
        string[] command, string repository, IEnumerable<JsonObject> activities, IReadOnlyDictionary<string, string?>? environment, JsonObject? control = null, Action<Process>? watch = null)
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
            return await RunAsync(Path.Combine(repository, "artifacts", "chaos", "chaos"), command, folder.FullName, environment, watch);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> RunAsync(string chaos, string[] command, string folder, IReadOnlyDictionary<string, string?>? environment, Action<Process>? watch)
    {
        var start = new ProcessStartInfo(chaos, [.. command, "experiment.json"]) { WorkingDirectory = folder, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"'{chaos}' did not start.");
        var watching = watch is null ? Task.CompletedTask : Task.Run(() => watch(process));
        var errors = await process.StandardError.ReadToEndAsync();

        await watching;
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(began).TotalSeconds : throw new InvalidOperationException($"The run ended with {process.ExitCode}: {errors.TrimEnd().Split('\n')[^1]}");
    }
}
