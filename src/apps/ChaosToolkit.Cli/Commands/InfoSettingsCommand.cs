using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos info settings</c>: prints the settings file as it is.</summary>
internal sealed class InfoSettingsCommand() : ChaosCommand("settings", "Print the settings file as it is.")
{
    /// <inheritdoc/>
    public override Work Bind(ParseResult parse) => async (context, _) =>
    {
        var settings = context.Settings;
        await context.Output.WriteLineAsync(settings.Exists ? settings.Read().Text.TrimEnd('\n') : $"No settings file found at {settings.Path}");
        return ExitCode.Success;
    };
}
