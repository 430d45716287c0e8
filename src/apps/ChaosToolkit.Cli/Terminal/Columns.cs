using System.Globalization;
using System.Text;

namespace ChaosToolkit.Cli.Terminal;

/// <summary>Text in a terminal's columns: how many it takes, cut and wrapped to so many.</summary>
internal static class Columns
{
    // Blocks of letters two columns wide: East Asian scripts, full-width forms, most emoji.
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115f), (0x231a, 0x231b), (0x23e9, 0x23ec), (0x2614, 0x2615), (0x2648, 0x2653), (0x26a1, 0x26a1), (0x26bd, 0x26be), (0x2705, 0x2705), (0x270a, 0x270b), (0x2728, 0x2728),
        (0x274c, 0x274c), (0x2753, 0x2757), (0x2e80, 0x303e), (0x3041, 0xa4cf), (0xa960, 0xa97c), (0xac00, 0xd7a3), (0xf900, 0xfaff), (0xfe30, 0xfe6f), (0xff00, 0xff60), (0xffe0, 0xffe6),
        (0x1f300, 0x1f64f), (0x1f680, 0x1f6ff), (0x1f900, 0x1f9ff), (0x20000, 0x3fffd),
    ];

    /// <summary>The text on one line, with nothing in it that could drive the terminal.</summary>
    public static string Inert(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings(" ").EnumerateRunes())
        {
            result.Append(Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.Control when rune.Value == '\t' => " ",
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse => "\ufffd",
                _ => rune.ToString(),
            });
        }

        return result.ToString();
    }

    /// <summary>How many columns the text takes.</summary>
    public static int Of(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Of(rune);
        }

        return width;
    }

    /// <summary>The text in at most so many columns; the end of one that is longer becomes <c>…</c>.</summary>
    public static string Cut(string text, int width)
    {
        if (Of(text) <= width)
        {
            return text;
        }

        return width <= 0 ? "" : text[..LengthWithin(text, width - 1)] + "…";
    }

    /// <summary>The text in lines of at most so many columns, broken between words where there are any.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        width = Math.Max(2, width); // a letter may take two
        var rest = text;
        while (Of(rest) > width)
        {
            var fits = LengthWithin(rest, width);
            var space = fits < rest.Length && rest[fits] == ' ' ? fits : rest.LastIndexOf(' ', fits - 1);
            yield return rest[..(space > 0 ? space : fits)];
            rest = rest[(space > 0 ? space + 1 : fits)..];
        }

        yield return rest;
    }

    private static int LengthWithin(string text, int width)
    {
        var (length, taken) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            taken += Of(rune);
            if (taken > width)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return length;
    }

    private static int Of(Rune rune) => rune.Value < 0x300 ? 1
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? 0
        : Array.Exists(Wide, block => rune.Value >= block.First && rune.Value <= block.Last) ? 2
        : 1;
}
