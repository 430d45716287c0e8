using ChaosToolkit.Configuration;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChaosToolkit.Diagnostics;

/// <summary>Validates documents of tests as <c>chaos validate</c> does.</summary>
internal static class DiagnosticSamples
{
    public static string Folder { get; } = Repository.At("tests", "core", "ChaosToolkit.Core.Tests", "Diagnostics", "Samples");

    static DiagnosticSamples()
    {
        Environment.SetEnvironmentVariable("CHAOS_SAMPLE_SHORT", "abc");
        Environment.SetEnvironmentVariable("CHAOS_SAMPLE_TOKEN", "0123456789");
    }

    /// <summary>The codes that files provoke, each with the endings of its files.</summary>
    public static ILookup<string, string> Files { get; } =
        Directory.EnumerateFiles(Folder).Where(file => !file.EndsWith(".txt", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToLookup(file => Path.GetFileNameWithoutExtension(file), file => Path.GetExtension(file));

    /// <summary>What is wrong with a text, syntax and all.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> DiagnoseAsync(string name, string text)
    {
        await using var engine = NewEngine();
        return await DiagnoseAsync(engine, name, text);
    }

    public static async Task<IReadOnlyList<Diagnostic>> DiagnoseAsync(Engine engine, string name, string text)
    {
        LoadedDocument document;
        try
        {
            document = DocumentReader.Read(new SourceText(name, text), DocumentReader.FormatOf(name) ?? DocumentFormat.Json);
        }
        catch (LoadingException error)
        {
            return [error.Diagnostic ?? throw new InvalidOperationException($"No diagnostic: {error.Message}")];
        }

        return (await engine.Validator.ValidateAsync(document.Node, Variables.None, CancellationToken.None)).Diagnostics;
    }

    /// <summary>An engine to which the functions and controls of the tests for extensions belong.</summary>
    public static Engine NewEngine()
    {
        var engine = new Engine(new EngineServices(NullLoggerFactory.Instance, TimeProvider.System));
        engine.Services.Assemblies = [typeof(Engine).Assembly, typeof(DiagnosticSamples).Assembly];
        return engine;
    }

    /// <summary>As <c>chaos validate</c> shows it.</summary>
    public static string TextOf(Diagnostic diagnostic) =>
        string.Join('\n', DiagnosticText.Details(diagnostic).Select(line => "    " + line).Prepend(DiagnosticText.Headline(diagnostic)));
}
