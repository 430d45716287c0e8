using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Running;
using ChaosToolkit.Runs;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Journaling;

/// <summary>A run of the engine in memory which keeps its log in a folder of its own.</summary>
internal sealed class LoggedRun : IAsyncDisposable
{
    public ScriptedRun Run { get; } = new();

    public TemporaryFolder Folder { get; } = new();

    public RunFolder? Kept { get; private set; }

    public RunOptions Options { get; init; } = new();

    public string JournalPath => Folder.At("journal.json");

    public RunLogContent Log => RunLogReader.Read(Kept!.LogPath);

    // The index of runs is the user's: tests have one of their own.
    [ModuleInitializer]
    internal static void HaveAnIndex() => Environment.SetEnvironmentVariable("XDG_STATE_HOME", Path.Combine(Path.GetTempPath(), $"chaos-state-{Environment.ProcessId}"));

    public async Task<JsonObject> PlayAsync(string experiment, Variables? variables = null)
    {
        Kept = RunFolder.Create(new RunFolderOptions(JournalPath), Run.Time);
        var journal = await Run.Engine.RunnerWith(Run.Interruption).RunAsync(ScriptedRun.Json(experiment), variables ?? Variables.None, Options, Kept).WaitAsync(TimeSpan.FromSeconds(60));
        JournalFile.Write(JournalPath, journal);
        Kept.Close(JournalPath);
        return journal;
    }

    public async ValueTask DisposeAsync()
    {
        Kept?.Dispose();
        await Run.DisposeAsync();
        Folder.Dispose();
    }
}
