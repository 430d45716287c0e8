namespace ChaosToolkit.Loading;

/// <summary>The text a document was read from, and the name under which messages speak of it.</summary>
public sealed class SourceText
{
    private readonly Lazy<LineTable> lines;
    private readonly List<SourceRange> hidden = [];

    /// <summary>Makes the text of a source.</summary>
    /// <param name="name">The path as the user gave it, or the URL.</param>
    /// <param name="text">The whole text, without a byte-order mark.</param>
    public SourceText(string name, string text)
    {
        Name = name;
        Text = text;
        lines = new Lazy<LineTable>(() => new LineTable(text));
    }

    /// <summary>The path as the user gave it, or the URL.</summary>
    public string Name { get; }

    /// <summary>The whole text, without a byte-order mark.</summary>
    public string Text { get; }

    /// <summary>Keeps a place out of what is shown of the source: a secret stands there.</summary>
    public void Hide(SourceRange place)
    {
        lock (hidden)
        {
            hidden.Add(place);
        }
    }

    /// <summary>Where its lines begin.</summary>
    internal LineTable Lines => lines.Value;

    /// <summary>One line as it may be shown: as <see cref="GetLine"/>, with asterisks where something is hidden.</summary>
    /// <param name="number">Counted from 1.</param>
    public string ShowLine(int number) => ShowLine(number, 0, int.MaxValue);

    /// <summary>A part of a line as it may be shown. It costs as much as it is long, however long the line is: there may be many diagnostics of one line.</summary>
    /// <param name="number">The line, counted from 1.</param>
    /// <param name="from">Where the part begins, counted from 0.</param>
    /// <param name="length">How long it is at most.</param>
    internal string ShowLine(int number, int from, int length)
    {
        var (start, end) = Lines.Bounds(number);
        from = Math.Clamp(from, 0, end - start);
        var part = Text.AsSpan(start + from, Math.Min(length, end - start - from)).ToArray();
        lock (hidden)
        {
            foreach (var place in hidden)
            {
                if (place.StartLine <= number && number <= place.EndLine)
                {
                    var first = Math.Clamp(place.StartLine == number ? place.StartColumn - 1 - from : 0, 0, part.Length);
                    var last = Math.Clamp(place.EndLine == number ? place.EndColumn - 1 - from : part.Length, first, part.Length);
                    part.AsSpan(first, last - first).Fill('*');
                }
            }
        }

        return new string(part);
    }

    /// <summary>One line without its end; empty when there is no such line.</summary>
    /// <param name="number">Counted from 1.</param>
    public string GetLine(int number)
    {
        var (start, end) = Lines.Bounds(number);
        return Text[start..end];
    }
}
