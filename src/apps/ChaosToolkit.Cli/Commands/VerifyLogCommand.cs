using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Recovery;
using ChaosToolkit.Runs;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos verify-log RUN</c>: says whether a run log is what was written.</summary>
internal sealed class VerifyLogCommand : ChaosCommand
{
    private readonly Argument<string> run = new("RUN") { Description = "The run: its id, the beginning of it, or its folder." };
    private readonly Option<string?> runDirectory = CommandLineOptions.Value("--run-dir", "DIR", "The folder of runs; .chaos/runs when not given.");

    public VerifyLogCommand() : base("verify-log", "Say whether anything in a run's log was changed, cut or added.")
    {
        Add(run);
        Add(runDirectory);
    }

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        var (name, root) = (parse.GetRequiredValue(run), RunsRoot.Of(parse.Last(runDirectory)));
        return (context, _) => Task.FromResult(Verify(Directory.Exists(name) ? name : RunFolders.FindPath(root, name), context));
    }

    private static int Verify(string path, CliContext context)
    {
        var verification = LogVerification.Of(path);
        foreach (var problem in verification.Problems)
        {
            context.Output.WriteLine(problem);
        }

        if (verification.Problems.Count > 0)
        {
            return ExitCode.Failure;
        }

        context.Output.WriteLine(verification.IsRunning
            ? $"{verification.Events} events, all as they were written; the run still goes on."
            : $"{verification.Events} events, all as they were written.");
        return ExitCode.Success;
    }
}
