using System.CommandLine;
using System.CommandLine.Parsing;
using ChaosToolkit.Diagnostics;

namespace ChaosToolkit.Cli.CommandLine;

/// <summary>Finds what is wrong with the words of a command line, and says it in the words of the user.</summary>
internal static class UsageCheck
{
    /// <exception cref="UsageException">Something is: the first thing found.</exception>
    public static void ThrowForErrors(ParseResult parse, string[] args)
    {
        var command = parse.CommandResult.Command;
        var options = args.TakeWhile(word => word != "--").ToArray();

        foreach (var word in options.Where(word => word.Contains('=')))
        {
            if (Known(parse).FirstOrDefault(option => option.Name == word.Split('=', 2)[0]) is { Arity.MaximumNumberOfValues: 0 } flag)
            {
                throw new UsageException($"{flag.Name} takes no value.");
            }
        }

        // The parser takes a word that begins with a dash and is no option of the command for an argument, if there is room for one.
        var words = parse.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);
        foreach (var word in words.Concat(parse.UnmatchedTokens))
        {
            if (LooksLikeOption(word) && options.Contains(word))
            {
                throw UnknownOption(word, command, parse.RootCommandResult.Command);
            }
        }

        ThrowForOptions(parse);
        if (parse.UnmatchedTokens is [var unmatched, ..])
        {
            throw command.Subcommands.Count == 0
                ? new UsageException($"'{unmatched}' is one argument too many.")
                : new UsageException($"There is no command '{unmatched}'. {Spelling.Suggest(unmatched, [.. command.Subcommands.Where(one => !one.Hidden).Select(one => one.Name)])}");
        }

        if (command is ChaosRootCommand root && root.Globals.AsksForVersion(parse))
        {
            return;
        }

        if (command.Subcommands.Count > 0)
        {
            throw new UsageException("A command is missing.");
        }

        if (command.Arguments.FirstOrDefault(one => one.Arity.MinimumNumberOfValues > 0 && parse.GetResult(one) is not { Tokens.Count: > 0 }) is { } missing)
        {
            throw new UsageException($"{missing.Name} is missing.");
        }

        if (parse.Errors is [var other, ..])
        {
            throw new UsageException(other.Message);
        }
    }

    private static void ThrowForOptions(ParseResult parse)
    {
        // The parser does not look at the values of options before the command when there is one.
        foreach (var option in Known(parse))
        {
            if (parse.GetResult(option) is { Implicit: false } result)
            {
                if (option.Arity.MinimumNumberOfValues > 0 && result.Tokens.Count == 0)
                {
                    throw new UsageException($"{option.Name} needs a value.");
                }

                (option as ChoiceOption)?.Check(result);
            }
        }
    }

    private static IEnumerable<Option> Known(ParseResult parse) => parse.RootCommandResult.Command.Options.Concat(parse.CommandResult.Command.Options);

    private static bool LooksLikeOption(string word) => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]) && word[1] != '.';

    private static UsageException UnknownOption(string word, Command command, Command root)
    {
        var name = word.Split('=', 2)[0];
        if (command != root && root.Options.Any(option => option.Name == name && !option.Recursive))
        {
            return new UsageException($"{name} stands before the command: chaos {name} {command.Name}.");
        }

        var meant = Spelling.Nearest(name, command.Options.Where(option => !option.Hidden).Select(option => option.Name)) is { } near ? $" Did you mean {near}?" : "";
        return new UsageException($"There is no option {name}.{meant}");
    }
}
