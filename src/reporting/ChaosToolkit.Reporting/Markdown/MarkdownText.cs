using System.Buffers;
using System.Text;

namespace ChaosToolkit.Reporting.Markdown;

/// <summary>Escapes text so that Markdown, and the HTML within it, takes nothing of it for its own.</summary>
internal static class MarkdownText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\\`*_{}[]()#+-.!|<>~&@:");

    /// <summary>Text on one line, in a paragraph, a heading or a cell.</summary>
    public static string Of(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        if (line.AsSpan().IndexOfAny(Special) < 0)
        {
            return line;
        }

        var result = new StringBuilder(line.Length + 8);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            switch (c)
            {
                case '<':
                    result.Append("&lt;");
                    break;
                case '>':
                    result.Append("&gt;");
                    break;
                case '&':
                    result.Append("&amp;");
                    break;
                case '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~':
                    result.Append('\\').Append(c);
                    break;
                case '#' or '+' or '-' when i == 0:
                case '.' or ')' when i > 0 && i + 1 < line.Length && line[i + 1] == ' ' && line.AsSpan(0, i).IndexOfAnyExceptInRange('0', '9') < 0:
                case '!' when i + 1 < line.Length && line[i + 1] == '[':
                    result.Append('\\').Append(c);
                    break;
                case ':' when line.AsSpan(i).StartsWith("://"):
                case '@' when i > 0 && i + 1 < line.Length && line[i - 1] != ' ' && line[i + 1] != ' ':
                    // No links where none were meant; code hosts make them of addresses.
                    result.Append(c == ':' ? "&#58;" : "&#64;");
                    break;
                case '@' when i + 1 < line.Length && char.IsLetterOrDigit(line[i + 1]):
                    // Nobody is called.
                    result.Append("&#64;");
                    break;
                default:
                    result.Append(c);
                    break;
            }
        }

        return result.ToString();
    }

    /// <summary>Text as it is, within a cell: a bar would end the cell, in code too.</summary>
    public static string CodeInCell(string text) => Code(text).Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>Text as it is, within a line of text.</summary>
    public static string Code(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        if (line.Length == 0)
        {
            return "";
        }

        var fence = new string('`', LongestRun(line) + 1);
        var space = line[0] == '`' || line[^1] == '`' ? " " : "";
        return fence + space + line + space + fence;
    }

    /// <summary>The fence around a block of code: longer than any within.</summary>
    public static string FenceFor(string text) => new('`', Math.Max(3, LongestRun(text) + 1));

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
