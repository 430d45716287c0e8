namespace ChaosToolkit.Loading;

/// <summary>Finds the characters of a YAML text that begins with <c>|</c> or <c>></c> where they were written: its lines are indented there, and may have become one, but what is no blank is the same.</summary>
internal static class BlockText
{
    // Each question reads the text from its beginning, and there may be one for each of its characters.
    private const int Longest = 4000;

    /// <summary>Where a character stands; <see langword="null"/> where the text is none of this kind or too long.</summary>
    /// <param name="source">The source.</param>
    /// <param name="place">Where the text stands in it.</param>
    /// <param name="text">What was read.</param>
    /// <param name="offset">Which character of that; its length stands for its end.</param>
    public static SourceRange? PlaceOf(SourceText source, SourceRange place, string text, int offset)
    {
        var start = Math.Min(source.Lines.Bounds(place.StartLine).Start + place.StartColumn - 1, source.Text.Length);
        if (text.Length > Longest || start == source.Text.Length || source.Text[start] is not ('|' or '>'))
        {
            return null;
        }

        var left = CountInk(text.AsSpan(0, offset));
        for (var line = place.StartLine + 1; line <= place.EndLine; line++)
        {
            var (first, end) = source.Lines.Bounds(line);
            for (var at = first; at < end; at++)
            {
                if (IsInk(source.Text[at]) && left-- == 0)
                {
                    return source.Lines.Range(at, at + 1);
                }
            }
        }

        return null;
    }

    private static int CountInk(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var c in text)
        {
            count += IsInk(c) ? 1 : 0;
        }

        return count;
    }

    private static bool IsInk(char c) => c is not (' ' or '\t' or '\n' or '\r');
}
