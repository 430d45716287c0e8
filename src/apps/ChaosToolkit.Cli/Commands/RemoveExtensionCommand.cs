using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Cli.Extensions;
using ChaosToolkit.Extensions;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos extension remove NAME</c>: takes an extension away.</summary>
internal sealed class RemoveExtensionCommand : ChaosCommand
{
    private readonly Argument<string> name = new("NAME") { Description = "The extension, as 'chaos extension list' names it." };

    public RemoveExtensionCommand() : base("remove", "Take an extension away.") => Add(name);

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        var wanted = parse.GetRequiredValue(name);
        return (context, _) =>
        {
            new ExtensionStore(ExtensionFolders.OfUser).Remove(wanted);
            context.Loggers.CreateLogger("ChaosToolkit.Cli.extension").LogInformation("Removed the extension '{Extension}'", wanted);
            return Task.FromResult(ExitCode.Success);
        };
    }
}
