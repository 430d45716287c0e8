using System.Buffers;
using System.Text;

namespace ChaosToolkit.Loading;

/// <summary>Text that can be written: halves of surrogate pairs, which escapes can make, have no UTF-8.</summary>
internal static class UnicodeText
{
    private static readonly SearchValues<char> Surrogates = SearchValues.Create([.. Enumerable.Range(0xD800, 0x800).Select(code => (char)code)]);

    /// <summary>A text as a message quotes it: on one line, and not too long.</summary>
    public static string Shown(string text)
    {
        var shown = string.Concat(text.Take(40).Select(c => char.IsControl(c) ? ' ' : c));
        return text.Length <= 40 ? shown : (char.IsHighSurrogate(shown[^1]) ? shown[..^1] : shown) + "…";
    }

    public static string WithoutLoneSurrogates(string text)
    {
        if (!text.AsSpan().ContainsAny(Surrogates))
        {
            return text;
        }

        var sound = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            sound.Append(rune.ToString()); // a lone half comes as U+FFFD
        }

        return sound.ToString();
    }
}
