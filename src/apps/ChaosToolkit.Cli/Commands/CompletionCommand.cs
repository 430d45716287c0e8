using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Cli.Completion;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos completion SHELL</c>: prints the script that makes a shell complete the words of this command line.</summary>
internal sealed class CompletionCommand : ChaosCommand
{
    private readonly Argument<string> shell = new("SHELL") { Description = $"The shell: {string.Join(", ", CompletionScripts.ByShell.Keys)}." };

    public CompletionCommand() : base("completion", "Print the script of a shell's completion.")
    {
        shell.CompletionSources.Add([.. CompletionScripts.ByShell.Keys]);
        Add(shell);
    }

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        var name = parse.GetRequiredValue(shell);
        if (!CompletionScripts.ByShell.TryGetValue(name, out var write))
        {
            throw new UsageException($"There is no completion for '{name}'. {Diagnostics.Spelling.Suggest(name, [.. CompletionScripts.ByShell.Keys])}");
        }

        var script = write(CompletionTree.Of(parse.RootCommandResult.Command));
        return async (context, _) =>
        {
            await context.Output.WriteAsync(script);
            return ExitCode.Success;
        };
    }
}
