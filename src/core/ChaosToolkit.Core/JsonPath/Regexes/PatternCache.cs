using System.Text.RegularExpressions;

namespace ChaosToolkit.JsonPath.Regexes;

/// <summary>The patterns of one evaluation, translated once, with a bound on the time that all of them take.</summary>
internal sealed class PatternCache
{
    /// <summary>How long one match may take; a pattern that linear matching cannot take on could else run for hours.</summary>
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(2);

    private readonly Dictionary<(string Pattern, bool Whole), Regex?> patterns = [];

    private bool hasTimedOut;

    /// <summary>Whether the pattern matches: the whole text, or anywhere in it. A pattern that is no I-Regexp (RFC 9485) matches nothing.</summary>
    public bool Matches(string text, string pattern, bool whole)
    {
        if (!patterns.TryGetValue((pattern, whole), out var regex))
        {
            patterns[(pattern, whole)] = regex = Make(pattern, whole);
        }

        // One match that ran out of time shows what the others would do: seconds would add up to minutes.
        if (regex is null || (hasTimedOut && !regex.Options.HasFlag(RegexOptions.NonBacktracking)))
        {
            return false;
        }

        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            hasTimedOut = true;
            return false;
        }
    }

    private static Regex? Make(string pattern, bool whole)
    {
        if (IRegexp.Translate(pattern) is not { } translated)
        {
            return null;
        }

        var text = whole ? $@"\A(?:{translated})\z" : translated;
        try
        {
            return new Regex(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, MatchTimeout);
        }
        catch (NotSupportedException)
        {
            // Counts too large for linear matching, such as x{5000}.
            return new Regex(text, RegexOptions.CultureInvariant, MatchTimeout);
        }
    }
}
