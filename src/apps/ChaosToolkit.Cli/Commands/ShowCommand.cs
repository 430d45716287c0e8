using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Cli.Terminal;
using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos show JOURNAL</c>: the summary of a run.</summary>
internal sealed class ShowCommand : ChaosCommand
{
    private readonly Argument<string> journal = new("JOURNAL") { Description = "The journal of a run; those of the original can be read too." };

    public ShowCommand() : base("show", "Say what came of a run, from its journal.") => Add(journal);

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        var path = parse.GetRequiredValue(journal);
        return async (context, _) =>
        {
            var isTerminal = !Console.IsOutputRedirected;
            var width = isTerminal ? TerminalSize.OfOutput().Width : int.MaxValue;
            await context.Output.WriteAsync(RunSummary.Of(JournalReader.Read(path), Surroundings.OfProcess.StyleOf(isTerminal), width));
            return ExitCode.Success;
        };
    }
}
