using System.CommandLine;
using System.Reflection;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Extensions;
using ChaosToolkit.Python.Interpreters;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos info core</c>: prints the versions of the parts.</summary>
internal sealed class InfoCoreCommand() : ChaosCommand("core", "Print the versions of the parts.")
{
    /// <inheritdoc/>
    public override Work Bind(ParseResult parse) => async (context, cancellationToken) =>
    {
        await using var engine = context.NewEngine(python: null);
        var output = context.Output;
        await output.WriteLineAsync(Row("NAME", "VERSION"));
        await output.WriteLineAsync(Row("CLI", ToolVersion.Text));
        await output.WriteLineAsync(Row("Core library", VersionOf(typeof(ChaosException).Assembly)));
        await output.WriteLineAsync(Row("Python interpreter", await PythonAsync(engine, cancellationToken)));
        await output.WriteLineAsync(Row(".NET runtime", Environment.Version.ToString()));
        await output.WriteLineAsync(Row("Extensions", InstalledExtension.FindAll(ExtensionFolders.Default).Count.ToString()));
        return ExitCode.Success;
    };

    private static async Task<string> PythonAsync(Engine engine, CancellationToken cancellationToken)
    {
        try
        {
            return await PythonInterpreter.Of(engine.Services).DescribeAsync(cancellationToken) is { } details ? $"{details.Version} ({details.Executable})" : "none found";
        }
        catch (ChaosException unusable)
        {
            return $"none: {unusable.Message}";
        }
    }

    private static string Row(string name, string version) => $"{name,-20}{version,-10}".TrimEnd();

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? assembly.GetName().Version?.ToString() ?? "";
}
