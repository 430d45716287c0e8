using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Extensions;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos info extensions</c>: prints the .NET extensions that are installed.</summary>
internal sealed class InfoExtensionsCommand() : ChaosCommand("extensions", "Print the .NET extensions that are installed.")
{
    /// <inheritdoc/>
    public override Work Bind(ParseResult parse) => async (context, _) =>
    {
        await context.Output.WriteLineAsync(Row("NAME", "VERSION", "LICENSE", "DESCRIPTION"));
        foreach (var extension in InstalledExtension.FindAll(ExtensionFolders.Default))
        {
            await context.Output.WriteLineAsync(Row(extension.Name, extension.Version, extension.License, extension.Description));
        }

        return ExitCode.Success;
    };

    private static string Row(string name, string version, string license, string description) => $"{name,-40}{version,-10}{license,-30}{description,-50}".TrimEnd();
}
