using System.Text.RegularExpressions;

namespace ChaosToolkit.Values;

/// <summary>A regular expression in the syntax of Python 3.11's <c>re</c>, run by .NET: groups have the numbers that Python gives them.</summary>
public sealed class PythonRegex
{
    /// <summary>How long a search may take: two seconds.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(2);

    private readonly Regex regex;

    private PythonRegex(string pattern, Regex regex, IReadOnlyDictionary<string, int> groups)
    {
        Pattern = pattern;
        this.regex = regex;
        Groups = groups;
    }

    /// <summary>The pattern as it was written.</summary>
    public string Pattern { get; }

    /// <summary>The numbers of the named groups.</summary>
    public IReadOnlyDictionary<string, int> Groups { get; }

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="options">Flags to begin with: ignoring case (<c>re.I</c>), multiline (<c>re.M</c>), single line (<c>re.S</c>), pattern white space (<c>re.X</c>). The default is none.</param>
    /// <exception cref="PythonRegexSyntaxException">Python would refuse the pattern.</exception>
    public static PythonRegex Compile(string pattern, RegexOptions options = RegexOptions.None)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var translator = new PythonRegexTranslator(pattern, options);
        var translated = translator.Translate();
        try
        {
            var regex = new Regex(translated, translator.Options | RegexOptions.CultureInvariant, TimeLimit);
            return new PythonRegex(pattern, regex, translator.GroupNumbers);
        }
        catch (ArgumentException problem)
        {
            // What Python takes and .NET does not, such as a repetition of two thousand million.
            throw new PythonRegexSyntaxException($"not supported: {problem.Message}", 0);
        }
    }

    /// <summary>What <c>re.search(pattern, text)</c> finds; <see langword="null"/> when it finds nothing.</summary>
    /// <exception cref="ChaosException">It took longer than <see cref="TimeLimit"/>.</exception>
    public Match? Search(string text)
    {
        try
        {
            return regex.Match(text) is { Success: true } match ? match : null;
        }
        catch (RegexMatchTimeoutException problem)
        {
            throw new ChaosException(
                $"The regular expression '{Pattern}' took longer than {TimeLimit.TotalSeconds:0} seconds on a text of {text.Length} characters: make it simpler, repetitions within repetitions above all.", problem);
        }
    }

    /// <summary>Whether the pattern is found anywhere in the text.</summary>
    /// <exception cref="ChaosException">It took longer than <see cref="TimeLimit"/>.</exception>
    public bool IsMatch(string text) => Search(text) is not null;
}
