using System.Text;

namespace ChaosToolkit.Planning;

/// <summary>Text that somebody else wrote, for Markdown: it stands in code, where nothing of it is markup, a mention or a link.</summary>
internal static class MarkdownText
{
    private const int Longest = 160;

    /// <summary>A text in a line of its own or a cell of a table. A long one is cut.</summary>
    public static string Code(string text)
    {
        var line = PlanWords.Line(text, Longest);

        // In a cell a pipe ends the code, and a backslash before it would let it: such text is written in entities.
        return string.IsNullOrWhiteSpace(line) ? "<code></code>"
            : line.AsSpan().ContainsAny('|', '`', '\\') ? $"<code>{Entities(line)}</code>"
            : $"`{line}`";
    }

    /// <summary>A text of several lines.</summary>
    public static string Block(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(line => Entities(PlanWords.Line(line, int.MaxValue)));
        return $"<pre>{string.Join("&#10;", lines)}</pre>";
    }

    private static string Entities(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            _ = char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && c != ' ' ? escaped.Append($"&#{(int)c};") : escaped.Append(c);
        }

        return escaped.ToString();
    }
}
