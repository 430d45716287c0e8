namespace ChaosToolkit.Loading;

/// <summary>Says what an author got wrong where JSON cannot be read, and what to write instead.</summary>
internal sealed class JsonMistakes(SourceText source, LineTable lines)
{
    private readonly string text = source.Text;

    public static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';

    public LoadingException TextAfterTheEnd(int at) => text[at] switch
    {
        '/' or '#' => Comment(at),
        '}' or ']' => At(at, 1, $"This '{text[at]}' closes nothing.", "Remove it, or open what it should close."),
        _ => At(at, 1, $"The document is over before {Quote(at)}.", "A file holds one value: remove what follows it, or put all into one object."),
    };

    /// <param name="at">Where a value is due.</param>
    /// <param name="after">Where what comes before it stands: a comma, a colon or a bracket.</param>
    public LoadingException NoValue(int at, int after)
    {
        if (at >= text.Length)
        {
            return text.AsSpan().Trim().Trim('\uFEFF').IsEmpty ? At(at, 0, LoadingDiagnostics.Nothing, LoadingDiagnostics.InsteadOfNothing) : End(at, "A value");
        }

        var word = WordAt(at);
        return (text[at], word) switch
        {
            ('\'', _) => SingleQuotes(at),
            ('/' or '#', _) => Comment(at),
            ('}' or ']', _) when text[after] == ',' => TrailingComma(after),
            (',', _) => At(at, 1, "A value is missing before this comma.", "Remove the comma, or write a value."),
            ('}' or ']', _) when text[after] == ':' => At(at, 1, $"A value is missing before '{text[at]}'.", "Write one after the colon; null stands for no value."),
            ('}', _) => At(at, 1, "A list is closed by ']', not by '}'.", null),
            ('+' or '.', _) => BadNumber(at),
            (_, "True" or "TRUE" or "yes" or "Yes") => At(at, word.Length, $"'{word}' is no JSON value.", "Write true, or put the text into double quotes."),
            (_, "False" or "FALSE" or "no" or "No") => At(at, word.Length, $"'{word}' is no JSON value.", "Write false, or put the text into double quotes."),
            (_, "None" or "Null" or "NULL" or "nil" or "undefined") => At(at, word.Length, $"'{word}' is no JSON value.", "Write null, or put the text into double quotes."),
            (_, { Length: > 0 }) => At(at, word.Length, $"'{UnicodeText.Shown(word)}' is no JSON value.", "Put text into double quotes."),
            _ => At(at, 1, $"A value is due here, not {Quote(at)}.", "Values are \"text\", numbers, true, false, null, [lists] and {objects}."),
        };
    }

    public LoadingException NoKey(int at, int open, int comma)
    {
        if (at >= text.Length)
        {
            return Unclosed(open, '}');
        }

        var word = WordAt(at);
        return text[at] switch
        {
            '\'' => SingleQuotes(at),
            '/' or '#' => Comment(at),
            '}' when comma >= 0 => TrailingComma(comma),
            ',' => At(at, 1, "There is a comma too many here.", "Remove it."),
            ']' => At(at, 1, "An object is closed by '}', not by ']'.", null),
            _ when word.Length > 0 => At(at, word.Length, $"The key {UnicodeText.Shown(word)} is not in double quotes.", $"Write \"{UnicodeText.Shown(word)}\"."),
            _ => At(at, 1, $"A key is due here, not {Quote(at)}.", "Keys are text in double quotes, followed by a colon."),
        };
    }

    public LoadingException NoColon(int at, string key) => at >= text.Length ? End(at, $"The value of \"{UnicodeText.Shown(key)}\"")
        : text[at] is '/' or '#' ? Comment(at)
        : At(at, 1, $"A colon is missing after the key \"{UnicodeText.Shown(key)}\".", text[at] == '=' ? "Write ':' instead of '='." : "Write ':' between a key and its value.");

    public LoadingException NoSeparator(int at, int open, char end)
    {
        var what = end == '}' ? "object" : "list";
        return at >= text.Length ? Unclosed(open, end) : text[at] switch
        {
            '/' or '#' => Comment(at),
            '}' or ']' => At(at, 1, $"The {what} that begins in line {lines.Locate(open).Line} is closed by '{end}', not by '{text[at]}'.", null),
            ':' => At(at, 1, end == ']' ? "A list has no keys." : "There is a colon too many here.", end == ']' ? "Use { } for keys and values." : null),
            '\'' => SingleQuotes(at),
            '"' or '{' or '[' or '-' => MissingComma(at),
            var c when IsWord(c) => MissingComma(at),
            _ => At(at, 1, $"A comma or '{end}' is due here, not {Quote(at)}.", null),
        };
    }

    public LoadingException OpenString(int start)
    {
        var end = text.AsSpan(start).IndexOfAny('\n', '\r');
        return At(start, end < 0 ? text.Length - start : end, "This text has no closing quote on its line.", "Close it with '\"'; write \\n for a line break and \\\" for a quote within.");
    }

    public LoadingException ControlCharacter(int at) => text[at] == '\t'
        ? At(at, 1, "A tab may not stand within a text.", "Write \\t.")
        : new LoadingException(LoadingDiagnostics.ForbiddenCharacter(Span(at, 1), text[at]));

    public LoadingException BadEscape(int at)
    {
        var isUnicode = at + 1 < text.Length && text[at + 1] == 'u';
        var written = at + 1 < text.Length && !char.IsControl(text[at + 1]) ? text.Substring(at, 2) : "\\";
        return At(at, written.Length, $"'{written}' is no escape{(isUnicode ? " without four hexadecimal digits" : "")}.", "Write \\\\ for a backslash; escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits.");
    }

    public LoadingException BadNumber(int start)
    {
        var end = start;
        while (end < text.Length && (IsWord(text[end]) || text[end] is '.' or '+' or '-'))
        {
            end++;
        }

        var number = text[start..end];
        var help = number.TrimStart('-') switch
        {
            ['+', ..] => "Leave the plus out.",
            ['.', ..] => "Write a zero before the point.",
            [.., '.'] => "Write a digit after the point.",
            ['0', >= '0' and <= '9', ..] => "A number has no zero before its digits; put it into double quotes if it is text.",
            _ => "Put it into double quotes if it is text.",
        };
        return At(start, Math.Max(number.Length, 1), $"'{UnicodeText.Shown(number)}' is no JSON number.", help);
    }

    private LoadingException MissingComma(int at)
    {
        // The comma belongs after the value before, which may stand on an earlier line.
        var end = at;
        while (end > 0 && text[end - 1] is ' ' or '\n' or '\r' or '\t')
        {
            end--;
        }

        return At(end, 1, $"A comma is missing before {Quote(at)}.", "Separate members and items by commas.");
    }

    private LoadingException TrailingComma(int comma) => At(comma, 1, "Nothing follows this comma.", "Remove it: JSON has no comma after the last member or item.");

    private LoadingException SingleQuotes(int at)
    {
        var end = text.AsSpan(at + 1).IndexOfAny('\'', '\n');
        return At(at, end > 0 && text[at + 1 + end] == '\'' ? end + 2 : 1, "Text stands in double quotes, not in single ones.", "Write \"…\" instead of '…'.");
    }

    private LoadingException Comment(int at) => At(at, text[at] == '/' && at + 1 < text.Length && text[at + 1] is '/' or '*' ? 2 : 1, $"{Quote(at)} cannot stand here.", "JSON has no comments: remove it, or use YAML.");

    private LoadingException Unclosed(int open, char end) =>
        At(open, 1, $"This '{text[open]}' is never closed.", $"Add '{end}' where the {(end == '}' ? "object" : "list")} ends.");

    private LoadingException End(int at, string missing) => At(at, 0, $"The text ends too early: {missing} is missing.", null);

    private string WordAt(int at)
    {
        var end = at;
        while (end < text.Length && (IsWord(text[end]) || (end > at && text[end] is '-' or '.')))
        {
            end++;
        }

        return text[at..end];
    }

    private string Quote(int at) => char.IsControl(text[at]) ? $"U+{(int)text[at]:X4}"
        : WordAt(at) is { Length: > 0 } word ? $"'{UnicodeText.Shown(word)}'"
        : char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? $"'{text.Substring(at, 2)}'"
        : $"'{text[at]}'";

    // A place does not go on over the end of its line: what is missing there is missing at the end.
    private SourceSpan Span(int at, int length) => new(source, lines.Range(at, at < text.Length && text[at] is '\n' or '\r' ? at : Math.Min(at + length, text.Length)));

    private LoadingException At(int at, int length, string message, string? help) => new(LoadingDiagnostics.JsonSyntax(Span(at, length), message, help));
}
