using System.Text;

namespace ChaosToolkit.Values;

/// <summary>Characters, and Python's kinds of characters, in .NET's syntax; nothing of it can be taken for anything else.</summary>
internal static class PythonRegexCharacters
{
    /// <summary>One character; as one unit that can be repeated.</summary>
    public static string Literal(int code) => code > 0xffff ? $"(?:{Pair(code)})" : Unit(code);

    /// <summary>What stands for <c>\d \D \s \S \w \W</c> within the brackets of a class.</summary>
    public static string Kind(char kind, bool isAscii) => (kind, isAscii) switch
    {
        ('d', false) => @"\d",
        ('D', false) => @"\D",
        ('d', true) => "0-9",
        ('D', true) => @"\u0000-\u002f\u003a-\uffff",
        // Python counts the separators U+001C to U+001F as white space, .NET does not.
        ('s', false) => @"\s\u001c-\u001f",
        ('S', false) => @"\u0000-\u0008\u000e-\u001b\u0021-\u0084\u0086-\u009f\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\uffff",
        ('s', true) => @"\u0009-\u000d\u0020",
        ('S', true) => @"\u0000-\u0008\u000e-\u001f\u0021-\uffff",
        // Python: letters, numbers of all kinds and the underscore. .NET: marks and connectors too, but not all numbers.
        ('w', false) => @"\p{L}\p{N}_",
        ('W', false) => @"\p{M}\p{Z}\p{C}\p{S}\p{Pd}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}\u203f\u2040\u2054\ufe33\ufe34\ufe4d-\ufe4f\uff3f",
        ('w', true) => "a-zA-Z0-9_",
        _ => @"\u0000-\u002f\u003a-\u0040\u005b-\u005e\u0060\u007b-\uffff",
    };

    /// <summary>The end or the beginning of a word, or the place where neither is.</summary>
    public static string Boundary(bool isBoundary, bool isAscii)
    {
        var word = $"[{Kind('w', isAscii)}]";
        return isBoundary
            ? $"(?:(?<={word})(?!{word})|(?<!{word})(?={word}))"
            : $"(?:(?<={word})(?={word})|(?<!{word})(?!{word})(?!\\A\\z))"; // in an empty text Python finds neither
    }

    /// <summary>A class of ranges and kinds.</summary>
    public static string Class(List<(int First, int Last)> ranges, string kinds, bool isNegated)
    {
        var units = new StringBuilder(kinds);
        var pairs = new List<string>();
        foreach (var (first, last) in ranges)
        {
            if (first <= 0xffff)
            {
                units.Append(Unit(first));
                if (last != first)
                {
                    units.Append('-').Append(Unit(Math.Min(last, 0xffff)));
                }
            }

            if (last > 0xffff)
            {
                AddPairs(pairs, Math.Max(first, 0x10000), last);
            }
        }

        if (pairs.Count == 0)
        {
            return $"[{(isNegated ? "^" : "")}{units}]";
        }

        var astral = string.Join('|', pairs);
        return isNegated
            ? $"(?:(?!{astral})(?:[\\ud800-\\udbff][\\udc00-\\udfff]|{(units.Length == 0 ? @"[\s\S]" : $"[^{units}]")}))"
            : $"(?:{(units.Length == 0 ? "" : $"[{units}]|")}{astral})";
    }

    /// <summary>A range beyond the basic plane, as ranges of surrogate pairs.</summary>
    private static void AddPairs(List<string> pairs, int first, int last)
    {
        var (from, to) = (char.ConvertFromUtf32(first), char.ConvertFromUtf32(last));
        if (from[0] == to[0])
        {
            pairs.Add($"{Unit(from[0])}[{Unit(from[1])}-{Unit(to[1])}]");
            return;
        }

        pairs.Add($"{Unit(from[0])}[{Unit(from[1])}-\\udfff]");
        if (to[0] - from[0] > 1)
        {
            pairs.Add($"[{Unit(from[0] + 1)}-{Unit(to[0] - 1)}][\\udc00-\\udfff]");
        }

        pairs.Add($"{Unit(to[0])}[\\udc00-{Unit(to[1])}]");
    }

    private static string Pair(int code) => char.ConvertFromUtf32(code) is var pair ? Unit(pair[0]) + Unit(pair[1]) : "";

    private static string Unit(int code) => code < 0x80 && char.IsAsciiLetterOrDigit((char)code) ? ((char)code).ToString() : $"\\u{code:x4}";
}
