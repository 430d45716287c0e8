using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Running;

/// <summary>A run of the engine in memory, with scripted activities and a clock that the test moves.</summary>
internal sealed class ScriptedRun : IAsyncDisposable
{
    private readonly Engine engine;

    public ScriptedRun(JsonObject? settings = null)
    {
        engine = new Engine(new EngineServices(Log, Time) { Settings = settings }, typeof(ScriptedRun).Assembly);
        Script = engine.Services.Shared(_ => new Script());
        Interruption = new RunInterruption(Log.CreateLogger("test"));
    }

    public Engine Engine => engine;

    public ManualTimeProvider Time { get; } = new();

    public LogCollector Log { get; } = new();

    public Script Script { get; }

    public RunInterruption Interruption { get; }

    public RunOptions Options { get; init; } = new();

    /// <summary>Runs an experiment, whose members are written with single quotes.</summary>
    public Task<JsonObject> PlayAsync(string experiment) => PlayAsync(Json(experiment));

    public async Task<JsonObject> PlayAsync(JsonObject experiment) =>
        await engine.RunnerWith(Interruption).RunAsync(experiment, Variables.None, Options).WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Reads JSON with single quotes in the place of double ones.</summary>
    public static JsonObject Json(string text) =>
        (JsonObject)DocumentReader.Read(new SourceText("test.json", text.Replace('\'', '"')), DocumentFormat.Json).Root!;

    /// <summary>An activity, as JSON with single quotes.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="more">Further members, with a comma before the first.</param>
    /// <param name="returns">What it gives.</param>
    /// <param name="type">Probe or action.</param>
    public static string Activity(string name, string more = "", string returns = "true", string type = "action") =>
        $"{{'type': '{type}', 'name': '{name}', 'provider': {{'type': 'scripted', 'returns': {returns}}}{more}}}";

    /// <summary>A probe of the hypothesis which tolerates true.</summary>
    public static string Probe(string name, string returns = "true", string more = "") => Activity(name, ", 'tolerance': true" + more, returns, "probe");

    /// <summary>A scripted control.</summary>
    public static string Control(string name, string more = "") => $"{{'name': '{name}', 'provider': {{'type': 'scripted'}}{more}}}";

    public async ValueTask DisposeAsync()
    {
        Interruption.Dispose();
        await engine.DisposeAsync();
    }
}
