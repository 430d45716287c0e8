using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Cli.Settings;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos settings remove KEY</c>: takes a setting away.</summary>
internal sealed class RemoveSettingCommand : ChaosCommand
{
    private readonly Argument<string> key = new("KEY") { Description = @"Names divided by dots, \. for a dot in a name, [0] for the first of a list." };

    public RemoveSettingCommand() : base("remove", "Take a setting away.") => Add(key);

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        var name = parse.GetRequiredValue(key);
        return async (context, _) =>
        {
            var settings = context.Settings.Load();
            if (settings is null || SettingsKey.Parse(name)?.TryRemove(settings) != true)
            {
                return await SettingsOutput.NotFoundAsync($"There is no setting '{name}' in '{context.Settings.Path}'.");
            }

            context.Settings.Save(settings);
            return ExitCode.Success;
        };
    }
}
