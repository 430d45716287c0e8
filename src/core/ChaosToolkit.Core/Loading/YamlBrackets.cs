namespace ChaosToolkit.Loading;

/// <summary>Finds the bracket that somebody forgot to close, which the parser notices only lines later.</summary>
internal static class YamlBrackets
{
    /// <summary>Where the innermost bracket stands that is open at an offset and is closed neither before it nor on its own line; <see langword="null"/> when there is none.</summary>
    public static int? FindUnclosed(string text, int at)
    {
        var open = new Stack<int>();
        for (var i = 0; i < Math.Min(at, text.Length); i++)
        {
            switch (text[i])
            {
                case '#' when i == 0 || char.IsWhiteSpace(text[i - 1]):
                    i = EndOfLine(text, i);
                    break;
                case '|' or '>' when open.Count == 0 && BeginsValue(text, i):
                    i = EndOfBlock(text, i);
                    break;
                case '"' or '\'' when BeginsValue(text, i):
                    i = EndOfQuotes(text, i);
                    break;
                case '[' or '{' when open.Count > 0 || BeginsValue(text, i):
                    open.Push(i);
                    break;
                case ']' or '}' when open.Count > 0:
                    open.Pop();
                    break;
            }
        }

        return open.TryPeek(out var last) && !IsClosedOnItsLine(text, last) ? last : null;
    }

    // A value begins after a key, a dash, a comma, a bracket, or at the start of a line.
    private static bool BeginsValue(string text, int at)
    {
        var before = at - 1;
        while (before >= 0 && text[before] == ' ')
        {
            before--;
        }

        return before < 0 || text[before] is '\n' or ',' or '[' or '{' || (text[before] is ':' or '-' && before < at - 1);
    }

    private static int EndOfLine(string text, int at) => text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;

    // A text of several lines goes on while they are indented deeper than the line it begins on.
    private static int EndOfBlock(string text, int at)
    {
        var indentation = IndentationOf(text, text.LastIndexOf('\n', at) + 1);
        var end = EndOfLine(text, at);
        while (end < text.Length && (IndentationOf(text, end + 1) > indentation || IsBlank(text, end + 1)))
        {
            end = EndOfLine(text, end + 1);
        }

        return end;
    }

    private static int IndentationOf(string text, int start)
    {
        var at = start;
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        return at - start;
    }

    private static bool IsBlank(string text, int start) => start < text.Length && text.AsSpan(start, EndOfLine(text, start) - start).IsWhiteSpace();

    private static int EndOfQuotes(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && text[start] == '"')
            {
                i++;
            }
            else if (text[i] == text[start])
            {
                return i;
            }
        }

        return text.Length;
    }

    private static bool IsClosedOnItsLine(string text, int open)
    {
        var depth = 0;
        var end = EndOfLine(text, open);
        for (var i = open; i < end; i++)
        {
            depth += text[i] is '[' or '{' ? 1 : text[i] is ']' or '}' ? -1 : 0;
            if (depth == 0)
            {
                return true;
            }
        }

        return false;
    }
}
