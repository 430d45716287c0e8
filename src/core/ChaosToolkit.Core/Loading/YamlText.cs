using System.Globalization;
using System.Text;

namespace ChaosToolkit.Loading;

/// <summary>Text as a YAML scalar: plain where that reads back as the same text, else in single quotes, in double quotes where those cannot hold it.</summary>
internal static class YamlText
{
    private const string Breaks = "\n\x85\u2028\u2029";

    /// <param name="text">The text.</param>
    /// <param name="indent">Of the lines after the first.</param>
    /// <param name="isKey">Whether it stands before a colon, where it must be one line.</param>
    public static string Of(string text, int indent, bool isKey)
    {
        var isOneLine = text.AsSpan().IndexOfAny(Breaks) < 0;
        if (isOneLine && CanBePlain(text))
        {
            return text;
        }

        return CanBeSingle(text) && (isOneLine || !isKey) ? Single(text, indent) : Double(text);
    }

    private static bool CanBePlain(string text)
    {
        if (text.Length == 0 || text[0] == ' ' || text[^1] == ' ' || text == "=" || YamlScalars.TypeOf(text) != "str"
            || text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal)
            || "#,[]{}&*!|>'\"%@`".Contains(text[0]) || !text.EnumerateRunes().All(IsPrintable))
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var isLast = i + 1 == text.Length || text[i + 1] is ' ' or '\t';
            if ((text[i] == ':' && isLast) || (i == 0 && isLast && text[i] is ('?' or '-')) || (text[i] == '#' && i > 0 && text[i - 1] == ' '))
            {
                return false;
            }
        }

        return true;
    }

    private static bool CanBeSingle(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if ((text[i] == ' ' && Breaks.Contains(text[i - 1])) || (text[i - 1] == ' ' && Breaks.Contains(text[i])))
            {
                return false;
            }
        }

        return text.EnumerateRunes().All(rune => rune.Value == '\n' || (IsPrintable(rune) && rune.Value is not (0x85 or 0x2028 or 0x2029)));
    }

    private static bool IsPrintable(Rune rune) =>
        rune.Value is (>= 0x20 and <= 0x7e) or 0x85 or (>= 0xa0 and < 0xd800) or (>= 0xe000 and <= 0xfffd and not 0xfeff) or >= 0x10000;

    private static string Single(string text, int indent)
    {
        var output = new StringBuilder("'");
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\n')
            {
                output.Append(text[i] == '\'' ? "''" : text[i].ToString());
                continue;
            }

            // The first break of several would be read as a blank, so it stands twice.
            output.Append('\n');
            while (i < text.Length && text[i] == '\n')
            {
                output.Append(text[i++]);
            }

            i--;
            output.Append(' ', indent);
        }

        return output.Append('\'').ToString();
    }

    private static string Double(string text)
    {
        var output = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            output.Append(rune.Value switch
            {
                '\0' => "\\0",
                '\a' => "\\a",
                '\b' => "\\b",
                '\t' => "\\t",
                '\n' => "\\n",
                '\v' => "\\v",
                '\f' => "\\f",
                '\r' => "\\r",
                '\e' => "\\e",
                '"' => "\\\"",
                '\\' => "\\\\",
                0x85 => "\\N",
                0x2028 => "\\L",
                0x2029 => "\\P",
                _ when IsPrintable(rune) => rune.ToString(),
                <= 0xff => "\\x" + rune.Value.ToString("X2", CultureInfo.InvariantCulture),
                _ => "\\u" + rune.Value.ToString("X4", CultureInfo.InvariantCulture),
            });
        }

        return output.Append('"').ToString();
    }
}
