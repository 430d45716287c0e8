using System.Diagnostics;
using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Acceptance;

/// <summary>The real command while it runs: a test waits for a line of its log, sends it signals, and looks at what is left.</summary>
internal sealed class LiveChaos : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly Lock gate = new();
    private readonly List<string> lines = [];
    private readonly List<(string Part, TaskCompletionSource Found)> awaited = [];
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LiveChaos(TemporaryFolder folder, string[] args)
    {
        var start = new ProcessStartInfo(ChaosCommand.FileOf("chaos"), args) { WorkingDirectory = folder.Path, RedirectStandardInput = true, RedirectStandardError = true };
        start.Environment["HOME"] = folder.Path;
        process = new Process { StartInfo = start };
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginErrorReadLine();
    }

    /// <summary>The log so far, as lines.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (gate)
            {
                return [.. lines];
            }
        }
    }

    public static LiveChaos Start(TemporaryFolder folder, params string[] args) => new(folder, args);

    /// <summary>Starts a run of an experiment that is written with single quotes.</summary>
    public static LiveChaos Run(TemporaryFolder folder, string experiment, params string[] options)
    {
        folder.Write("experiment.json", experiment.Replace('\'', '"'));
        return new(folder, ["run", .. options, "experiment.json"]);
    }

    /// <summary>Waits for a line that contains a text.</summary>
    public Task LineAsync(string part)
    {
        lock (gate)
        {
            if (lines.Exists(line => line.Contains(part, StringComparison.Ordinal)))
            {
                return Task.CompletedTask;
            }

            var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited.Add((part, found));
            return found.Task.WaitAsync(Patience);
        }
    }

    /// <summary>Sends a signal, by its name without SIG.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString()]);
        kill.WaitForExit();
    }

    /// <summary>Waits for the end, and checks what holds for every end: a known exit status, no stack trace.</summary>
    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        await ended.Task.WaitAsync(Patience);
        Assert.InRange(process.ExitCode, 0, 2);
        Assert.DoesNotContain(Lines, line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal) || line.Contains("Unhandled exception", StringComparison.Ordinal));
        return process.ExitCode;
    }

    /// <summary>The journal on disk; it must be whole, with nothing half-written beside it.</summary>
    public static JsonObject Journal(TemporaryFolder folder)
    {
        Assert.DoesNotContain(Directory.GetFiles(folder.Path), file => Path.GetFileName(file).StartsWith(".journal", StringComparison.Ordinal));
        return (JsonObject)JsonNode.Parse(folder.Read("journal.json"))!;
    }

    /// <summary>The entries of a journal's list as <c>name status</c>; <c>name -</c> without one.</summary>
    public static IEnumerable<string> Entries(JsonObject journal, string list) =>
        journal[list]!.AsArray().Select(entry => $"{entry!["activity"]!["name"]} {entry["status"] ?? "-"}");

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is null)
        {
            ended.TrySetResult();
            return;
        }

        lock (gate)
        {
            lines.Add(line);
            awaited.Where(one => line.Contains(one.Part, StringComparison.Ordinal)).ToList().ForEach(one => one.Found.TrySetResult());
        }
    }
}
