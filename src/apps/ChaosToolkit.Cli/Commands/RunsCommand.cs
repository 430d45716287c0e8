using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Runs;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos runs</c>: the folders of runs.</summary>
internal sealed class RunsCommand : Command
{
    public RunsCommand() : base("runs", "List and remove the folders of runs.")
    {
        Add(new ListRunsCommand());
        Add(new PruneRunsCommand());
    }
}

/// <summary><c>chaos runs list</c>.</summary>
internal sealed class ListRunsCommand : ChaosCommand
{
    private readonly Option<string?> runDirectory = CommandLineOptions.Value("--run-dir", "DIR", "The folder of runs; .chaos/runs when not given.");

    public ListRunsCommand() : base("list", "List the runs of this folder, and those of this user that did not end.") => Add(runDirectory);

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        var root = RunsRoot.Of(parse.Last(runDirectory));
        return (context, _) =>
        {
            foreach (var run in RunFolders.Find(root))
            {
                context.Output.WriteLine(RunLines.Of(run));
            }

            return Task.FromResult(ExitCode.Success);
        };
    }
}

/// <summary><c>chaos runs prune</c>.</summary>
internal sealed class PruneRunsCommand : ChaosCommand
{
    private readonly Option<string?> keep = CommandLineOptions.Value("--keep", "NUMBER", "How many of the ended runs to keep; as the settings say (runs.keep), else 20, when not given.");
    private readonly Option<string?> runDirectory = CommandLineOptions.Value("--run-dir", "DIR", "The folder of runs; .chaos/runs when not given.");

    public PruneRunsCommand() : base("prune", "Remove the folders of ended runs but the last ones. Runs that have something left to take back stay.")
    {
        Add(keep);
        Add(runDirectory);
    }

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        var (kept, root) = (parse.LastNumber(keep, 0, int.MaxValue), RunsRoot.Of(parse.Last(runDirectory)));
        return (context, _) =>
        {
            foreach (var id in RunFolders.Prune(root, (int?)kept ?? RunDurability.KeepOf(context.Settings.Load())))
            {
                context.Output.WriteLine(id);
            }

            return Task.FromResult(ExitCode.Success);
        };
    }
}
