using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChaosToolkit.Extensions;

/// <summary>Engines with extensions, and what the tests do with them.</summary>
internal static class ExtensionSamples
{
    /// <summary>An engine for which the functions and controls of the tests are the host's own, and which finds the extensions in some folders.</summary>
    public static Engine NewEngine(ILoggerFactory? loggers = null, JsonObject? settings = null, params string[] folders) =>
        new(new EngineServices(loggers ?? NullLoggerFactory.Instance, TimeProvider.System) { ExtensionFolders = folders, Settings = settings }, typeof(ExtensionSamples).Assembly);

    public static async Task<JsonNode?> CallAsync(this Engine engine, string module, string func, string arguments = "{}", string members = "", string secrets = "{}")
    {
        var activity = (JsonObject)Parse($$"""
            {"name":"x","provider":{"type":"dotnet","module":"{{module}}","func":"{{func}}","arguments":{{arguments}} {{members}} } }
            """);
        var call = new ActivityCall(activity, (JsonObject)activity["provider"]!, (JsonObject)Parse("""{"number":"7","who":"Ada"}"""), (JsonObject)Parse(secrets));
        return await engine.Providers.Find("dotnet")!.ExecuteAsync(call, TestContext.Current.CancellationToken);
    }

    public static async Task<IReadOnlyList<Diagnostic>> ValidateAsync(this Engine engine, string provider, string control = "")
    {
        var text = $$"""
            {"title":"t","description":"d","configuration":{"number":"7"},{{control}}"method":[{"type":"probe","name":"p","provider":
            {{provider}}
            }]}
            """;
        var document = DocumentReader.Read(new SourceText("e.json", text), DocumentFormat.Json);
        return (await engine.Validator.ValidateAsync(document.Node, Variables.None, TestContext.Current.CancellationToken)).Diagnostics;
    }

    /// <summary>Lays an extension that was built into a folder of extensions.</summary>
    public static void Lay(string project, string folder)
    {
        var target = Directory.CreateDirectory(Path.Combine(folder, project)).FullName;
        foreach (var file in Directory.EnumerateFiles(ChaosCommand.BuiltOf(project)))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
    }

    public static JsonNode Parse(string json) => JsonNode.Parse(json)!;
}
