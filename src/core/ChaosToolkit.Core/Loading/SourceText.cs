namespace ChaosToolkit.Loading;

/// <summary>The text a document was read from, and the name under which messages speak of it.</summary>
public sealed class SourceText
{
    // Only these: a form feed or U+2028 within a text starts no line in an editor.
    private static readonly string[] LineEnds = ["\r\n", "\n", "\r"];

    private readonly Lazy<string[]> lines;
    private readonly List<SourceRange> hidden = [];

    /// <summary>Makes the text of a source.</summary>
    /// <param name="name">The path as the user gave it, or the URL.</param>
    /// <param name="text">The whole text, without a byte-order mark.</param>
    public SourceText(string name, string text)
    {
        Name = name;
        Text = text;
        lines = new Lazy<string[]>(() => text.Split(LineEnds, StringSplitOptions.None));
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

    /// <summary>One line as it may be shown: as <see cref="GetLine"/>, with asterisks where something is hidden.</summary>
    /// <param name="number">Counted from 1.</param>
    public string ShowLine(int number)
    {
        var line = GetLine(number).ToCharArray();
        lock (hidden)
        {
            foreach (var place in hidden)
            {
                if (place.StartLine <= number && number <= place.EndLine)
                {
                    var start = Math.Min(place.StartLine == number ? place.StartColumn - 1 : 0, line.Length);
                    var end = Math.Min(place.EndLine == number ? place.EndColumn - 1 : line.Length, line.Length);
                    line.AsSpan(start, Math.Max(end - start, 0)).Fill('*');
                }
            }
        }

        return new string(line);
    }

    /// <summary>One line without its end; empty when there is no such line.</summary>
    /// <param name="number">Counted from 1.</param>
    public string GetLine(int number) => number >= 1 && number <= lines.Value.Length ? lines.Value[number - 1] : "";
}
