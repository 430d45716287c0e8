using System.CommandLine;
using ChaosToolkit.Cli.Commands;

namespace ChaosToolkit.Cli.CommandLine;

/// <summary>The command <c>chaos</c>: the options before a command, and the commands.</summary>
internal sealed class ChaosRootCommand : RootCommand
{
    /// <summary>How words are read: no <c>-abc</c> for <c>-a -b -c</c>, and no files named by <c>@</c>, for a source may begin with one.</summary>
    public static readonly ParserConfiguration Configuration = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    public ChaosRootCommand() : base("Runs chaos engineering experiments written for the Chaos Toolkit.")
    {
        Options.Remove(Options.OfType<VersionOption>().Single());
        Directives.Clear();
        Globals = new GlobalOptionSet(this);
        Add(new RunCommand());
        Add(new PlanCommand());
        Add(new ValidateCommand());
        Add(new DiscoverCommand());
        Add(new InitCommand());
        Add(new ReportCommand());
        Add(new ShowCommand());
        Add(new RecoverCommand());
        Add(new VerifyLogCommand());
        Add(new RunsCommand());
        Add(new WatchdogCommand());
        Add(new SettingsCommand());
        Add(new InfoCommand());
        Add(new ExtensionCommand());
        Add(new ProxyCommand());
        Add(new SchemaCommand());
        Add(new CompletionCommand());
    }

    /// <summary>The options before a command.</summary>
    public GlobalOptionSet Globals { get; }
}
