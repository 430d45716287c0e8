using System.CommandLine;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos extension</c>: installs, lists and removes extensions written in .NET.</summary>
internal sealed class ExtensionCommand : Command
{
    public ExtensionCommand() : base("extension", "Install, list and remove extensions written in .NET.")
    {
        Add(new InstallExtensionCommand());
        Add(new ListExtensionsCommand());
        Add(new RemoveExtensionCommand());
    }
}
