using System.CommandLine;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos info</c>: says what is installed and set.</summary>
internal sealed class InfoCommand : Command
{
    public InfoCommand() : base("info", "Say what is installed and set.")
    {
        Add(new InfoCoreCommand());
        Add(new InfoSettingsCommand());
        Add(new InfoExtensionsCommand());
    }
}
