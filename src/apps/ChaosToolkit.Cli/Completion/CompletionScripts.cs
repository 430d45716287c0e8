namespace ChaosToolkit.Cli.Completion;

/// <summary>The scripts of the shells, by the shell's name.</summary>
internal static class CompletionScripts
{
    public static IReadOnlyDictionary<string, Func<CompletionTree, string>> ByShell { get; } = new OrderedDictionary<string, Func<CompletionTree, string>>
    {
        ["bash"] = BashCompletion.Write,
        ["zsh"] = ZshCompletion.Write,
        ["fish"] = FishCompletion.Write,
        ["pwsh"] = PwshCompletion.Write,
    };
}
