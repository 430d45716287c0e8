using System.Diagnostics;
using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Toxiproxy;

/// <summary>The real command in a folder of its own, which is its home too.</summary>
internal sealed class ChaosRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder folder = new();
    private readonly List<Process> started = [];

    public JsonObject Journal => (JsonObject)JsonNode.Parse(folder.Read("journal.json"))!; // an object

    public bool HasJournal => File.Exists(folder.At("journal.json"));

    public bool Has(string file) => File.Exists(folder.At(file));

    public Dictionary<string, string> Environment { get; } = [];

    public string RunLog => File.ReadAllText(Path.Combine(Directory.GetDirectories(folder.At(".chaos/runs")).Single(), "log.jsonl"));

    public void Write(string experiment) => folder.Write("experiment.json", experiment);

    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Repository.At("artifacts", "bin", "ChaosToolkit.Cli", "debug", "chaos"), arguments)
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = folder.Path;
        start.Environment.Remove("XDG_STATE_HOME");
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("chaos did not start.");
        process.StandardInput.Close();
        started.Add(process);
        return process;
    }

    /// <summary>Runs the command to its end: its exit status and what it wrote to standard error.</summary>
    public async Task<(int Exit, string Log)> RunAsync(params string[] arguments)
    {
        var (exit, log, _) = await OutputAsync(arguments);
        return (exit, log);
    }

    /// <summary>The same, with what it wrote to standard output.</summary>
    public async Task<(int Exit, string Log, string Output)> OutputAsync(params string[] arguments)
    {
        var process = Start(arguments);
        var (output, log) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await log, await output);
    }

    /// <summary>Runs an experiment until its method writes the file <c>there</c>, and kills its process.</summary>
    public async Task KillAsync(params string[] arguments)
    {
        var process = Start(arguments);
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        await UntilAsync(() => Task.FromResult(Has("there") || process.HasExited));
        Assert.False(process.HasExited);
        process.Kill();
        await process.WaitForExitAsync();
    }

    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            Assert.False(limit.IsCancellationRequested, "It did not come.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
        foreach (var process in started)
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }

            process.Dispose();
        }

        folder.Dispose();
    }
}
