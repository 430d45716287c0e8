using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Cli.Settings;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos settings get KEY</c>: prints one setting.</summary>
internal sealed class GetSettingCommand : ChaosCommand
{
    private readonly Argument<string> key = new("KEY") { Description = @"Names divided by dots, \. for a dot in a name, [0] for the first of a list." };
    private readonly ChoiceOption format = new("--format", "How to print it; yaml when not given.", ["yaml", "json", "string"]);

    public GetSettingCommand() : base("get", "Print one setting.")
    {
        Add(key);
        Add(format);
    }

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        var name = parse.GetRequiredValue(key);
        var chosen = parse.Last(format) ?? "yaml";
        return async (context, _) => SettingsKey.Parse(name)?.TryFind(context.Settings.Load(), out var value) == true
            ? await SettingsOutput.PrintAsync(context.Output, value, chosen)
            : await SettingsOutput.NotFoundAsync($"There is no setting '{name}' in '{context.Settings.Path}'.");
    }
}
