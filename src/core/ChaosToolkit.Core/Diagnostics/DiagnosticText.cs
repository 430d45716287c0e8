using System.Text;

namespace ChaosToolkit.Diagnostics;

/// <summary>Diagnostics as a person reads them: where and what on one line, the line of the source with a caret below it, and what to do.</summary>
public static class DiagnosticText
{
    private const int WidestExcerpt = 120;

    /// <summary>The first line: <c>file:line:column: error CTK0000: what</c>.</summary>
    public static string Headline(Diagnostic diagnostic) => Printable(diagnostic.ToString());

    /// <summary>The lines below it: the source with a caret, and the help.</summary>
    public static IReadOnlyList<string> Details(Diagnostic diagnostic)
    {
        List<string> lines = [];
        if (diagnostic.Span is { } span && span.Source.ShowLine(span.Range.StartLine) is { Length: > 0 } text)
        {
            var start = Math.Min(span.Range.StartColumn - 1, text.Length);
            var end = span.Range.EndLine > span.Range.StartLine ? text.Length : Math.Min(span.Range.EndColumn - 1, text.Length);
            var from = Math.Max(0, Math.Min(start - WidestExcerpt / 3, text.Length - WidestExcerpt));
            var excerpt = text.Substring(from, Math.Min(WidestExcerpt, text.Length - from));
            var number = span.Range.StartLine.ToString();
            lines.Add($"{number} | {Printable(excerpt)}");
            lines.Add($"{new string(' ', number.Length)} | {new string(' ', start - from)}{new string('^', Math.Clamp(end - start, 1, Math.Max(1, WidestExcerpt - (start - from))))}");
        }

        if (diagnostic.Help is { Length: > 0 } help)
        {
            lines.Add(Printable(help));
        }

        return lines;
    }

    // What a document holds may be anything; a terminal must not obey it. Every character stays one column wide, for the caret.
    private static string Printable(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001f') && !text.AsSpan().ContainsAnyInRange('\u007f', '\u009f') && !text.AsSpan().ContainsAnyInRange('\u2028', '\u202e'))
        {
            return text;
        }

        var printable = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            printable.Append(c == '\t' ? ' ' : char.IsControl(c) || c is >= '\u2028' and <= '\u202e' ? '·' : c);
        }

        return printable.ToString();
    }
}
