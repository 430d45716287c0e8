using System.CommandLine;
using System.CommandLine.Parsing;

namespace ChaosToolkit.Cli.CommandLine;

/// <summary>What is shown for a command line that cannot be used: what is wrong on one line, the usage, where to read more.</summary>
internal static class UsageText
{
    public static string Of(CommandResult result, string message)
    {
        var path = PathOf(result);
        return $"""
            {path}: {message}
            Usage: {Usage(path, result.Command)}
            '{path} --help' says more.

            """;
    }

    private static string Usage(string path, Command command)
    {
        var words = command.Subcommands.Count > 0
            ? [string.Join('|', command.Subcommands.Where(one => !one.Hidden).Select(one => one.Name))]
            : command.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues > 0 ? argument.Name : $"[{argument.Name}]");
        return string.Join(' ', [path, .. command.Options.Any(option => !option.Recursive) ? ["[OPTIONS]"] : Array.Empty<string>(), .. words]);
    }

    private static string PathOf(CommandResult result) => result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "chaos";
}
