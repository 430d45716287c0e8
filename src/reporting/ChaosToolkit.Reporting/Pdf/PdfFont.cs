using System.Text;

namespace ChaosToolkit.Reporting.Pdf;

/// <summary>A font at a size: draws what was made drawable, knows how wide it is.</summary>
/// <param name="face">The font.</param>
/// <param name="size">Its size in points.</param>
internal sealed class PdfFont(PdfFace face, double size)
{
    // Shown in the place of what the font lacks.
    private const char Placeholder = '□';

    public double Size { get; } = size;

    /// <summary>What it is drawn with.</summary>
    public PdfFace Face { get; } = face;

    /// <summary>From one base line to the next.</summary>
    public double LineHeight => Size * 1.36;

    /// <summary>The text with a placeholder for each character that the font lacks.</summary>
    public string Drawable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\n' && (IsJoiner(text[i]) || Face.Width(text[i]) < 0))
            {
                return Replaced(text, i);
            }
        }

        return text;
    }

    /// <summary>The width of a drawable text.</summary>
    public double Width(ReadOnlySpan<char> text)
    {
        var width = 0.0;
        foreach (var c in text)
        {
            width += Face.Width(c);
        }

        return width * Size;
    }

    /// <summary>The lines of a text at a width: broken at spaces, within words only where they are too long.</summary>
    public List<string> Lines(string text, double width)
    {
        List<string> lines = [];
        foreach (var line in Drawable(text).Split('\n'))
        {
            Break(line, width, lines);
        }

        return lines;
    }

    private void Break(string line, double width, List<string> lines)
    {
        var (start, breakAt, used) = (0, -1, 0.0);
        for (var i = 0; i < line.Length; i++)
        {
            used += Face.Width(line[i]) * Size;
            if (used > width && i > start)
            {
                var end = breakAt > start ? breakAt : i;
                lines.Add(line[start..end].TrimEnd());
                start = end;
                while (start < line.Length && line[start] == ' ' && start <= i)
                {
                    start++;
                }

                (breakAt, used) = (-1, start <= i ? Width(line.AsSpan(start, i - start + 1)) : 0);
            }

            if (line[i] == ' ' || (line[i] is '/' or ',' or ';' or '-' && i > start))
            {
                breakAt = i + 1;
            }
        }

        lines.Add(line[start..]);
    }

    private string Replaced(string text, int first)
    {
        var result = new StringBuilder(text.Length + 8).Append(text, 0, first);
        for (var i = first; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\t')
            {
                result.Append("    ");
            }
            else if (char.IsHighSurrogate(c))
            {
                result.Append(Placeholder);
                i++;
            }
            else if (!IsJoiner(c))
            {
                result.Append(c == '\n' || Face.Width(c) >= 0 ? c : Placeholder);
            }
        }

        return result.ToString();
    }

    // They only change how their neighbours look.
    private static bool IsJoiner(char c) => c is '\u200c' or '\u200d' or (>= '\ufe00' and <= '\ufe0f') or '\u00ad';
}
