using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos recover [RUN]</c>: ends runs whose process was killed.</summary>
internal sealed class RecoverCommand : ChaosCommand
{
    private readonly Argument<string?> run = new("RUN") { Description = "The run: its id, the beginning of it, or its folder; the only broken one when not given.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> all = CommandLineOptions.Flag("--all", "Recover all runs of this user that did not end, and those that have something left to take back.");
    private readonly Option<bool> list = CommandLineOptions.Flag("--list", "List them, and what is left to take back; do nothing.");
    private readonly Option<bool> rollback = CommandLineOptions.Flag("--rollback", "Play the rollbacks too, under any strategy but never.");
    private readonly Option<string?> close = CommandLineOptions.Value("--close", "ID", "Take what is left of this run for done: you have seen to it.");
    private readonly Option<string?> runDirectory = CommandLineOptions.Value("--run-dir", "DIR", "The folder of runs; .chaos/runs when not given.");

    public RecoverCommand() : base("recover", "End runs whose process was killed: take back what they did and write their journal.")
    {
        Add(run);
        foreach (var option in (IEnumerable<Option>)[all, list, rollback, close, runDirectory])
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        var options = new RecoverArguments
        {
            Run = parse.GetValue(run),
            All = parse.GetValue(all),
            List = parse.GetValue(list),
            Rollback = parse.GetValue(rollback),
            Close = parse.Last(close),
            Root = RunsRoot.Of(parse.Last(runDirectory)),
        };
        return (options.Run is not null ? 1 : 0) + (options.All ? 1 : 0) + (options.List ? 1 : 0) + (options.Close is not null ? 1 : 0) > 1
            ? throw new UsageException("RUN, --all, --list and --close cannot stand together.")
            : (context, cancellationToken) => RecoverRuns.RunAsync(options, context, cancellationToken);
    }
}
