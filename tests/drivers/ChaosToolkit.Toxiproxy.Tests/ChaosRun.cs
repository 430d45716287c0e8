using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Toxiproxy;

/// <summary>The real command in a folder of its own, which is its home too.</summary>
internal sealed class ChaosRun : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<ChaosCommand> started = [];

    public JsonObject Journal => (JsonObject)JsonNode.Parse(folder.Read("journal.json"))!; // an object

    public bool HasJournal => File.Exists(folder.At("journal.json"));

    public bool Has(string file) => File.Exists(folder.At(file));

    public Dictionary<string, string> Environment { get; } = [];

    public string RunLog => File.ReadAllText(Path.Combine(Directory.GetDirectories(folder.At(".chaos/runs")).Single(), "log.jsonl"));

    public void Write(string experiment) => folder.Write("experiment.json", experiment);

    public ChaosCommand Start(params string[] arguments)
    {
        var command = ChaosCommand.Start(folder, Environment, arguments);
        started.Add(command);
        return command;
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
        var result = await Start(arguments).EndAsync();
        return (result.ExitCode, result.Errors, result.Output);
    }

    /// <summary>Runs an experiment until its method writes the file <c>there</c>, and kills its process.</summary>
    public async Task KillAsync(params string[] arguments)
    {
        var command = Start(arguments);
        await Eventually.IsSoAsync(() => Has("there") || command.HasExited, "the file 'there'");
        Assert.False(command.HasExited);
        await command.CrashAsync();
    }

    public void Dispose()
    {
        started.ForEach(command => command.Dispose());
        Unix.KillAllIn(folder.Path); // what a command had started that was killed
        folder.Dispose();
    }
}
