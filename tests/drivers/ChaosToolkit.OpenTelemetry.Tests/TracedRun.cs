using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.OpenTelemetry;

/// <summary>A run of the command in a folder of its own, with nothing of tracing in its environment but what the test says.</summary>
internal sealed record TracedRun(int Status, string Error, JsonObject? Journal)
{
    public static async Task<TracedRun> OfAsync(JsonObject experiment, string settings = "{}", params (string Name, string Value)[] environment)
    {
        using var folder = new TemporaryFolder();
        folder.Write("experiment.json", experiment.ToJsonString());
        var result = await ChaosCommand.RunAsync(
            folder, environment.ToDictionary(one => one.Name, one => one.Value), "--settings", folder.Write("settings.yaml", settings), "run", "--no-watchdog", "experiment.json");
        var journal = folder.At("journal.json");
        return new(result.ExitCode, result.Errors, File.Exists(journal) ? JsonNode.Parse(await File.ReadAllTextAsync(journal)) as JsonObject : null);
    }

    /// <summary>A hypothesis with an http probe, a method with a process and a probe that fails, a rollback.</summary>
    public static JsonObject Experiment(string url) => (JsonObject)JsonNode.Parse($$"""
        {
          "title": "Is the shop there?", "description": "Orders are taken while a server is away.",
          "steady-state-hypothesis": {"title": "It answers", "probes": [
            {"type": "probe", "name": "shop-answers", "tolerance": 200, "provider": {"type": "http", "url": "{{url}}"} }]},
          "method": [
            {"type": "action", "name": "say", "provider": {"type": "process", "path": "sh", "arguments": ["-c", "echo $TRACEPARENT"]} },
            {"type": "probe", "name": "nowhere", "provider": {"type": "http", "url": "http://127.0.0.1:1/"} }],
          "rollbacks": [{"type": "action", "name": "back", "provider": {"type": "process", "path": "true"} }]
        }
        """)!; // an object
}
