using System.Text;

namespace ChaosToolkit.Loading;

/// <summary>Keeps text writable: halves of surrogate pairs, which escapes can make, have no UTF-8.</summary>
internal static class UnicodeText
{
    public static string WithoutLoneSurrogates(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
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
