using System.CommandLine;
using System.Text.Json.Nodes;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Cli.Settings;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos settings show</c>: prints all settings.</summary>
internal sealed class ShowSettingsCommand : ChaosCommand
{
    private readonly ChoiceOption format = new("--format", "How to print them; yaml when not given.", ["yaml", "json"]);

    public ShowSettingsCommand() : base("show", "Print all settings.") => Add(format);

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        var chosen = parse.Last(format) ?? "yaml";
        return async (context, _) =>
        {
            if (!context.Settings.Exists)
            {
                return await SettingsOutput.NotFoundAsync($"There is no settings file '{context.Settings.Path}'.");
            }

            return await SettingsOutput.PrintAsync(context.Output, context.Settings.Load() ?? new JsonObject(), chosen);
        };
    }
}
