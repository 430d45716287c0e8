using System.Buffers;
using System.Globalization;
using System.Text;

namespace ChaosToolkit.Reporting.Journals;

/// <summary>Makes text from a journal safe to show anywhere: what could reorder, hide or drive the display is written out, such as <c>[U+202E]</c>.</summary>
internal static class Inert
{
    // Everything that needs a second look: controls, format characters, surrogates, what XML and JSON readers stumble over.
    private static readonly SearchValues<char> Suspicious = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Where(c => c is not ('\t' or '\n')).Select(c => (char)c),
         .. Enumerable.Range(0x7f, 0x21).Select(c => (char)c),
         '\u061c', '\u180e', '\u200b', '\u200e', '\u200f', '\u2028', '\u2029', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e',
         '\u2060', '\u2066', '\u2067', '\u2068', '\u2069', '\ufeff', '\ufff9', '\ufffa', '\ufffb', '\ufffe', '\uffff',
         .. Enumerable.Range(0xd800, 0x800).Select(c => (char)c)]);

    /// <summary>The text, on as many lines as it has.</summary>
    public static string Text(string text)
    {
        var first = text.AsSpan().IndexOfAny(Suspicious);
        return first < 0 ? text : Rewritten(text, first);
    }

    /// <summary>The text on one line, at most so long.</summary>
    public static string Line(string text, int longest = 300)
    {
        var line = Text(text).ReplaceLineEndings(" ").Replace('\t', ' ').Trim();
        return line.Length <= longest ? line : Cut(line, longest) + "…";
    }

    /// <summary>The beginning of a text, no character cut in two.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static string Rewritten(string text, int first)
    {
        var result = new StringBuilder(text.Length + 16).Append(text, 0, first);
        for (var i = first; i < text.Length; i++)
        {
            var c = text[i];
            if (!Suspicious.Contains(c))
            {
                result.Append(c);
            }
            else if (c == '\r')
            {
                // A line end of another system; alone it would let a terminal write over the line.
                if (i + 1 >= text.Length || text[i + 1] != '\n')
                {
                    result.Append('\n');
                }
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                AppendPair(result, c, text[++i]);
            }
            else
            {
                AppendCode(result, c);
            }
        }

        return result.ToString();
    }

    private static void AppendPair(StringBuilder result, char high, char low)
    {
        var code = char.ConvertToUtf32(high, low);

        // Tags (U+E0000…) hide text within text; the last two of each plane are no characters.
        if (code is >= 0xe0000 and <= 0xe0fff || (code & 0xfffe) == 0xfffe)
        {
            AppendCode(result, code);
        }
        else
        {
            result.Append(high).Append(low);
        }
    }

    private static void AppendCode(StringBuilder result, int code) => result.Append("[U+").Append(code.ToString("X4", CultureInfo.InvariantCulture)).Append(']');
}
