using System.CommandLine;
using System.CommandLine.Completions;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Cli.Commands;
using ChaosToolkit.Cli.Proxy;

namespace ChaosToolkit.Cli.Completion;

/// <summary>What may stand on the command line after the words of a command.</summary>
/// <param name="Path">The words from <c>chaos</c> on, with blanks between them.</param>
/// <param name="Text">What the command does.</param>
/// <param name="Commands">The commands below it.</param>
/// <param name="Options">Its options.</param>
/// <param name="Choices">What its arguments may be; empty where they are free: paths.</param>
internal sealed record CompletionTree(string Path, string Text, IReadOnlyList<CompletionTree> Commands, IReadOnlyList<CompletionOption> Options, IReadOnlyList<string> Choices)
{
    /// <summary>The command's own word.</summary>
    public string Name => Path[(Path.LastIndexOf(' ') + 1)..];

    /// <summary>This one and all below it.</summary>
    public IEnumerable<CompletionTree> All => Commands.SelectMany(command => command.All).Prepend(this);

    /// <summary>The words that may follow: commands, arguments and options.</summary>
    public IEnumerable<string> Words => Commands.Select(command => command.Name).Concat(Choices).Concat(Options.Select(option => option.Name));

    /// <summary>Makes it from the commands themselves.</summary>
    public static CompletionTree Of(Command command) => Of(command, "chaos");

    private static CompletionTree Of(Command command, string path) => new(
        path,
        command.Description ?? "",
        [.. command.Subcommands.Where(one => !one.Hidden).Select(one => Of(one, $"{path} {one.Name}")), .. command is ProxyCommand ? ProxyWord.All.Select(word => Of(word, path)) : []],
        [.. command.Options.Where(option => !option.Hidden).Select(CompletionOption.Of).Where(option => option.Name.StartsWith("--", StringComparison.Ordinal))],
        [.. command.Arguments.SelectMany(argument => argument.GetCompletions(CompletionContext.Empty)).Select(item => item.Label)]);

    // Words that a command reads itself.
    private static CompletionTree Of(ProxyWord word, string path) => new($"{path} {word.Name}", word.Text, [.. word.Words.Select(one => Of(one, $"{path} {word.Name}"))], [], []);
}

/// <summary>An option of a command.</summary>
/// <param name="Name">Its name, with the dashes.</param>
/// <param name="Text">What it does.</param>
/// <param name="TakesValue">Whether a value follows; a path where there are no choices.</param>
/// <param name="Choices">What the value may be; empty where it is free.</param>
internal sealed record CompletionOption(string Name, string Text, bool TakesValue, IReadOnlyCollection<string> Choices)
{
    public static CompletionOption Of(Option option) => new(option.Name, option.Description ?? "", option.Arity.MaximumNumberOfValues > 0, (option as ChoiceOption)?.Choices ?? []);
}
