using System.CommandLine;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos settings</c>: reads and changes the settings file.</summary>
internal sealed class SettingsCommand : Command
{
    public SettingsCommand() : base("settings", "Read and change the settings file.")
    {
        Add(new ShowSettingsCommand());
        Add(new GetSettingCommand());
        Add(new SetSettingCommand());
        Add(new RemoveSettingCommand());
    }
}
