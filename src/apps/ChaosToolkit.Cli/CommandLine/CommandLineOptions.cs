using System.CommandLine;
using System.Globalization;

namespace ChaosToolkit.Cli.CommandLine;

/// <summary>The kinds of options, and how each is read: of an option given twice the last counts.</summary>
internal static class CommandLineOptions
{
    /// <summary>How many values an option takes that is given once: it may be given again, hence more than one.</summary>
    public static readonly ArgumentArity Once = new(1, 1000);

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };

    public static Option<string?> Value(string name, string valueName, string description) => new(name)
    {
        Description = description,
        HelpName = valueName,
        Arity = Once,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = result => result.Tokens[^1].Value,
    };

    public static Option<string[]> Many(string name, string valueName, string description) => new(name)
    {
        Description = description,
        HelpName = valueName,
        Arity = Once,
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>Whether the option stands on the command line.</summary>
    public static bool IsGiven(this ParseResult parse, Option option) => parse.GetResult(option) is { Implicit: false };

    /// <summary>The value; <see langword="null"/> when the option was not given.</summary>
    public static string? Last(this ParseResult parse, Option<string?> option) => parse.IsGiven(option) ? parse.GetValue(option) : null;

    /// <summary>The values in order; none when the option was not given.</summary>
    public static IReadOnlyList<string> All(this ParseResult parse, Option<string[]> option) => parse.IsGiven(option) ? parse.GetValue(option) ?? [] : [];

    /// <summary>The value, which must be a number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static double? LastNumber(this ParseResult parse, Option<string?> option, double least, double most = double.MaxValue)
    {
        if (parse.Last(option) is not { } text)
        {
            return null;
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            throw new UsageException($"{option.Name} needs a number, '{text}' is none.");
        }

        return number >= least && number <= most ? number
            : throw new UsageException($"{option.Name} cannot be {text}: it goes from {Text(least)}{(most == double.MaxValue ? " on" : " to " + Text(most))}.");
    }

    /// <summary>The paths, which must be those of files.</summary>
    public static IReadOnlyList<string> Files(this ParseResult parse, Option<string[]> option)
    {
        var paths = parse.All(option);
        return paths.FirstOrDefault(path => !File.Exists(path)) is { } missing
            ? throw new UsageException(Directory.Exists(missing) ? $"{option.Name}: '{missing}' is a folder, not a file." : $"{option.Name}: there is no file '{missing}'.")
            : paths;
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
