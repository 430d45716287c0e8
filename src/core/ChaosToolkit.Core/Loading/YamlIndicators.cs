namespace ChaosToolkit.Loading;

/// <summary>Says what is wrong about a character that means something to YAML and was meant as text, or the other way round.</summary>
internal static class YamlIndicators
{
    private const string OneText = "Put the whole text into one pair of quotes; within single quotes write \'\' for a quote, within double ones \\\".";

    // What the parser says where something stands behind a value.
    private static readonly string[] BehindValueWords = ["block mapping", "block collection", "block sequence", "block entries", "document start"];

    /// <param name="text">The text.</param>
    /// <param name="at">The place the parser reports; afterwards, the place to show.</param>
    /// <param name="reported">What it reports.</param>
    public static (string Message, string? Help)? Words(string text, ref int at, string reported)
    {
        var c = at < text.Length ? text[at] : '\0';
        if (YamlMistakes.Holds(reported, "block scalar") && c is '|' or '>')
        {
            return ($"A text stands behind '{c}' on its line.", $"Begin the text on the next line, indented. {LoadingDiagnostics.QuoteWhatBeginsWith(c)}");
        }

        if (YamlMistakes.Holds(reported, "before sequence entry"))
        {
            return ("A list begins on the line of its anchor.", "Begin a new line before '- '.");
        }

        if (YamlMistakes.Holds(reported, "more than one anchor") || YamlMistakes.Holds(reported, "more than one tag"))
        {
            return ("A value has two anchors or two tags.", "Keep one of them.");
        }

        if (YamlMistakes.Holds(reported, "anchor or alias") || YamlMistakes.Holds(reported, "scanning a tag"))
        {
            at = FirstOf(text, at, "*&!");
            c = at < text.Length ? text[at] : '*';
            return (c == '!' ? "The tag that begins with '!' is not complete." : $"No name stands behind '{c}'.", LoadingDiagnostics.QuoteWhatBeginsWith(c));
        }

        if (YamlMistakes.Holds(reported, "expected node content") && c is ']' or '}')
        {
            return ($"This '{c}' closes nothing.", $"Remove it, or open what it should close. {LoadingDiagnostics.QuoteWhatBeginsWith(c)}");
        }

        return BehindValueWords.Any(words => YamlMistakes.Holds(reported, words)) ? BehindValue(text, at, c) : null;
    }

    // What stands behind a value on its line.
    private static (string, string?)? BehindValue(string text, int at, char c)
    {
        var before = at - 1;
        while (before >= 0 && text[before] == ' ')
        {
            before--;
        }

        var last = before < 0 ? '\n' : text[before];
        return (last, c) switch
        {
            ('\n' or '\r', _) => null,
            (_, ']' or '}') => ($"This '{c}' closes nothing.", "Remove it, or open what it should close."),
            ('"' or '\'', not ('\n' or '\r' or '\0')) => ("The text goes on behind its closing quote.", OneText),
            (':', '-') => ("A list begins on the line of its key.", "Begin a new line before '- '. Quote a text that begins with '- '."),
            _ => null,
        };
    }

    // The parser reports the place before the character or behind it.
    private static int FirstOf(string text, int at, string characters)
    {
        for (var i = Math.Min(at, text.Length - 1); i >= Math.Max(at - 1, 0); i--)
        {
            if (characters.Contains(text[i]))
            {
                return i;
            }
        }

        return Math.Min(at, text.Length);
    }
}
