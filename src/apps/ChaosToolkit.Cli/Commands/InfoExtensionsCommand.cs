using System.CommandLine;
using System.Text.Json.Nodes;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Extensions;
using ChaosToolkit.Providers.Python;
using ChaosToolkit.Python.Interpreters;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos info extensions</c>: prints the extensions that are installed, in .NET and in Python, and what serves which Python module.</summary>
internal sealed class InfoExtensionsCommand() : ChaosCommand("extensions", "Print the extensions that are installed, and what serves which Python module.")
{
    /// <inheritdoc/>
    public override Work Bind(ParseResult parse) => async (context, cancellationToken) =>
    {
        await using var engine = context.NewEngine(python: null);
        var (packages, interpreter) = await PackagesAsync(engine, cancellationToken);
        var output = context.Output;
        await output.WriteLineAsync(Row("NAME", "VERSION", "LICENSE", "DESCRIPTION"));
        foreach (var extension in InstalledExtension.FindAll(ExtensionFolders.Default))
        {
            await output.WriteLineAsync(Row(extension.Name, extension.Version, extension.License, extension.Description));
        }

        foreach (var package in packages)
        {
            await output.WriteLineAsync(Row(TextOf(package, "name"), TextOf(package, "version"), TextOf(package, "license"), TextOf(package, "summary")));
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync($"{"PYTHON MODULE",-40}SERVED BY");
        await WriteModulesAsync(output, new NativeFunctions(engine.Services), packages, interpreter);
        foreach (var plugin in packages.SelectMany(package => TextsOf(package, "cli_plugins")))
        {
            await output.WriteLineAsync($"The command-line plugin '{plugin}' is of the original's command and is not run.");
        }

        return ExitCode.Success;
    };

    private static async Task WriteModulesAsync(TextWriter output, NativeFunctions natives, IReadOnlyList<JsonObject> packages, string interpreter)
    {
        foreach (var module in natives.Modules)
        {
            var names = string.Join(", ", natives.Of(module).Select(function => function.Name));
            var when = natives.IsStandardLibrary(module) ? "while no interpreter runs" : "unless the interpreter that you chose has it";
            await output.WriteLineAsync($"{module,-40}built in, {when}: {names}");
        }

        foreach (var package in packages)
        {
            foreach (var module in TextsOf(package, "modules"))
            {
                await output.WriteLineAsync($"{module,-40}Python, {TextOf(package, "name")} {TextOf(package, "version")}");
            }
        }

        await output.WriteLineAsync($"{"any other",-40}{interpreter}");
    }

    private static async Task<(IReadOnlyList<JsonObject> Packages, string Interpreter)> PackagesAsync(Engine engine, CancellationToken cancellationToken)
    {
        var python = PythonInterpreter.Of(engine.Services);
        try
        {
            return await python.DescribeAsync(cancellationToken) is { } details
                ? ([.. (await python.ListExtensionsAsync(cancellationToken)).OfType<JsonObject>()], $"Python {details.Version}, {details.Executable}")
                : ([], "nothing: no Python interpreter was found");
        }
        catch (ChaosException unusable)
        {
            return ([], $"nothing: {unusable.Message}");
        }
    }

    private static string TextOf(JsonObject package, string member) => Value.AsText(package[member])?.ReplaceLineEndings(" ") ?? "";

    private static IEnumerable<string> TextsOf(JsonObject package, string member) => (package[member] as JsonArray)?.Select(Value.AsText).OfType<string>() ?? [];

    private static string Row(string name, string version, string license, string description) => $"{name,-40}{version,-10}{license,-30}{description,-50}".TrimEnd();
}
