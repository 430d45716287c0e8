namespace ChaosToolkit.Loading;

/// <summary>Turns offsets in a text into lines and columns; built in one pass, so that a document on one long line costs no more than another.</summary>
internal sealed class LineTable
{
    private readonly string text;
    private readonly List<int> starts = [];

    // A line ends at these only: a form feed or U+2028 within a text starts no line in an editor.
    public LineTable(string text)
    {
        this.text = text;
        starts.Add(text.StartsWith('\uFEFF') ? 1 : 0);
        var at = 0;
        while (text.AsSpan(at).IndexOfAny('\n', '\r') is >= 0 and var found)
        {
            at += found;
            at += text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
            starts.Add(at);
        }
    }

    public (int Line, int Column) Locate(int offset)
    {
        var found = starts.BinarySearch(offset);
        var line = Math.Max(found >= 0 ? found : ~found - 1, 0);
        return (line + 1, Math.Max(offset - starts[line], 0) + 1);
    }

    /// <summary>Where a line begins and where it ends, without its line break; nothing when there is no such line.</summary>
    /// <param name="line">Counted from 1.</param>
    public (int Start, int End) Bounds(int line)
    {
        if (line < 1 || line > starts.Count)
        {
            return (0, 0);
        }

        var (start, end) = (starts[line - 1], line < starts.Count ? starts[line] : text.Length);
        if (line < starts.Count)
        {
            end -= text[end - 1] == '\n' && end - 2 >= start && text[end - 2] == '\r' ? 2 : 1;
        }

        return (start, end);
    }

    /// <summary>The place from one offset to another, the latter exclusive.</summary>
    public SourceRange Range(int start, int end)
    {
        var (startLine, startColumn) = Locate(start);
        var (endLine, endColumn) = Locate(Math.Max(start, end));
        return new SourceRange(startLine, startColumn, endLine, endColumn);
    }
}
