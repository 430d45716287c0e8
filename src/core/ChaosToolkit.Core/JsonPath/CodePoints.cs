namespace ChaosToolkit.JsonPath;

/// <summary>Text counted and cut by character (code point), as both dialects do; .NET counts UTF-16 units.</summary>
internal static class CodePoints
{
    public static int CountOf(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            count -= char.IsSurrogatePair(text[i - 1], text[i]) ? 1 : 0;
        }

        return count;
    }

    /// <summary>The part from one character to before another, both within the text.</summary>
    public static string Cut(string text, int from, int to)
    {
        var start = UnitOf(text, 0, from);
        return text[start..UnitOf(text, start, to - from)];
    }

    private static int UnitOf(string text, int unit, int characters)
    {
        for (; characters > 0; characters--)
        {
            unit += unit + 1 < text.Length && char.IsSurrogatePair(text[unit], text[unit + 1]) ? 2 : 1;
        }

        return unit;
    }
}
