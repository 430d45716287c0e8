using System.Buffers;
using System.Text;
using ChaosToolkit.Loading;

namespace ChaosToolkit.Diagnostics;

/// <summary>Diagnostics as a person reads them: where and what on one line, the line of the source with a caret below it, and what to do.</summary>
public static class DiagnosticText
{
    private const int WidestExcerpt = 120;

    // Control characters, line breaks of Unicode, and what turns the direction of the text.
    private static readonly SearchValues<char> Obeyed =
        SearchValues.Create([.. Enumerable.Range(0, 0x206a).Select(code => (char)code).Where(c => char.IsControl(c) || c is (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069'))]);

    /// <summary>The first line: <c>file:line:column: error CTK0000: what</c>.</summary>
    public static string Headline(Diagnostic diagnostic) => Printable(diagnostic.ToString());

    /// <summary>The lines below it: the source with a caret, and the help.</summary>
    public static IReadOnlyList<string> Details(Diagnostic diagnostic)
    {
        List<string> lines = [];
        if (diagnostic.Span is { } span)
        {
            AddExcerpt(lines, span);
        }

        if (diagnostic.Help is { Length: > 0 } help)
        {
            lines.Add(Printable(help));
        }

        return lines;
    }

    private static void AddExcerpt(List<string> lines, SourceSpan span)
    {
        var (from, to) = span.Source.Lines.Bounds(span.Range.StartLine);
        var length = to - from;
        if (length == 0)
        {
            return;
        }

        var start = Math.Min(span.Range.StartColumn - 1, length);
        var end = span.Range.EndLine > span.Range.StartLine ? length : Math.Min(span.Range.EndColumn - 1, length);
        var first = Math.Max(0, Math.Min(start - WidestExcerpt / 3, length - WidestExcerpt));
        var excerpt = Printable(span.Source.ShowLine(span.Range.StartLine, first, WidestExcerpt));
        var number = span.Range.StartLine.ToString();
        var before = TerminalCells.Of(excerpt.AsSpan(0, Math.Min(start - first, excerpt.Length)));
        var marked = TerminalCells.Of(excerpt.AsSpan(Math.Min(start - first, excerpt.Length), Math.Clamp(end - start, 0, Math.Max(0, excerpt.Length - (start - first)))));
        lines.Add($"{number} | {excerpt}");
        lines.Add($"{new string(' ', number.Length)} | {new string(' ', before)}{new string('^', Math.Max(marked, 1))}");
    }

    /// <summary>A text as a terminal may be given it. What a document holds may be anything, and a terminal must not obey it: each control character becomes a dot, a tab a blank.</summary>
    /// <param name="text">The text, of one line.</param>
    public static string Printable(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAny(Obeyed))
        {
            return text;
        }

        var printable = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            printable.Append(c == '\t' ? ' ' : Obeyed.Contains(c) ? '·' : c);
        }

        return printable.ToString();
    }
}
