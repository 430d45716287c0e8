using System.CommandLine;
using System.Reflection;
using System.Text.Json.Nodes;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Cli.Extensions;
using ChaosToolkit.Extensions;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos info core</c>: prints the versions of the parts.</summary>
internal sealed class InfoCoreCommand() : ChaosCommand("core", "Print the versions of the parts.")
{
    /// <inheritdoc/>
    public override Work Bind(ParseResult parse) => async (context, cancellationToken) =>
    {
        var setting = (context.Settings.Load()?["python"] as JsonObject)?["path"];
        var python = await PythonInterpreter.FindVersionAsync(Values.Value.AsText(setting), context.Time, cancellationToken);
        var output = context.Output;
        await output.WriteLineAsync(Row("NAME", "VERSION"));
        await output.WriteLineAsync(Row("CLI", ToolVersion.Text));
        await output.WriteLineAsync(Row("Core library", VersionOf(typeof(ChaosException).Assembly)));
        await output.WriteLineAsync(Row("Python interpreter", python ?? "none found"));
        await output.WriteLineAsync(Row(".NET runtime", Environment.Version.ToString()));
        await output.WriteLineAsync(Row("Extensions", InstalledExtension.FindAll(ExtensionFolders.Default).Count.ToString()));
        return ExitCode.Success;
    };

    private static string Row(string name, string version) => $"{name,-20}{version,-10}".TrimEnd();

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? assembly.GetName().Version?.ToString() ?? "";
}
