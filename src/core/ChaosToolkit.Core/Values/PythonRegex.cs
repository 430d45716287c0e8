using System.Text.RegularExpressions;

namespace ChaosToolkit.Values;

/// <summary>A regular expression could not be read.</summary>
public sealed class PythonRegexSyntaxException(string message) : ChaosException(message);

/// <summary>Python's regular expressions.</summary>
public static class PythonRegex
{
    /// <summary>Reads a pattern.</summary>
    public static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant);
        }
        catch (ArgumentException exception)
        {
            throw new PythonRegexSyntaxException(exception.Message);
        }
    }
}
