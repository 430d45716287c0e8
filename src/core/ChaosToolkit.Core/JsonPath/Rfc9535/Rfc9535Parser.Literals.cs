using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChaosToolkit.JsonPath.Rfc9535;

/// <summary>Strings and numbers.</summary>
internal sealed partial class Rfc9535Parser
{
    private const string EscapeHint = @"The escapes are \b \f \n \r \t \/ \\ \uXXXX and the quote that the string stands in.";

    private string ReadString()
    {
        var quote = text[at++];
        var value = new StringBuilder();
        while (Current != quote || at >= text.Length)
        {
            if (at >= text.Length)
            {
                throw Error("The string is not closed.", $"Close it with {quote}.");
            }

            if (Current < ' ')
            {
                throw Error("A string holds no control characters.", EscapeHint);
            }

            value.Append(Current == '\\' ? ReadEscape(quote) : text[at++]);
        }

        at++;
        return value.ToString();
    }

    private string ReadEscape(char quote)
    {
        at++;
        var escaped = Current;
        if (escaped == 'u')
        {
            return ReadUnicodeEscape();
        }

        var meant = escaped switch
        {
            'b' => "\b",
            'f' => "\f",
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            '/' => "/",
            '\\' => "\\",
            _ when escaped == quote => quote.ToString(),
            _ => throw Error("There is no such escape.", EscapeHint),
        };
        at++;
        return meant;
    }

    private string ReadUnicodeEscape()
    {
        var start = at;
        var first = ReadHexadecimal();
        if (!char.IsSurrogate(first))
        {
            return first.ToString();
        }

        if (char.IsHighSurrogate(first) && Take("\\") && Current == 'u' && ReadHexadecimal() is var second && char.IsLowSurrogate(second))
        {
            return new string([first, second]);
        }

        at = start;
        throw Error("Half of a surrogate pair is no character.", @"A character beyond U+FFFF is written as two escapes: \uD83D\uDE00.");
    }

    private char ReadHexadecimal()
    {
        at++; // the u
        if (at + 4 > text.Length || !ushort.TryParse(text.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            throw Error(@"Four hexadecimal digits are expected after \u.", EscapeHint);
        }

        at += 4;
        return (char)unit;
    }

    /// <summary>The integer that stands here; <see langword="null"/> when none does.</summary>
    private long? ReadOptionalInteger()
    {
        var start = at;
        if (Current != '-' && !char.IsAsciiDigit(Current))
        {
            return null;
        }

        Take("-");
        SkipDigits();
        var digits = text.AsSpan(start, at - start);
        if (!long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || Math.Abs(number) > MaxInteger)
        {
            at = start;
            throw Error("An index is a whole number.", $"It goes from -{MaxInteger} to {MaxInteger}.");
        }

        if (digits is "-0" || (digits.TrimStart('-') is { Length: > 1 } and ['0', ..]))
        {
            at = start;
            throw Error("An index has no leading zeros, and zero no sign.", $"Write {number}.");
        }

        return number;
    }

    private JsonValue? ReadNumber()
    {
        var start = at;
        Take("-");
        var whole = at;
        SkipDigits();
        var isNumber = at > whole && (at == whole + 1 || text[whole] != '0');
        if (isNumber && Take("."))
        {
            var fraction = at;
            SkipDigits();
            isNumber = at > fraction;
        }

        if (isNumber && (Take("e") || Take("E")))
        {
            _ = Take("-") || Take("+");
            var exponent = at;
            SkipDigits();
            isNumber = at > exponent;
        }

        if (!isNumber)
        {
            at = start;
            throw Error("This is no number.", "Numbers are written as in JSON: no leading zeros, digits around the point and after the exponent's e.");
        }

        return JsonValue.Create(JsonElement.Parse(text.AsSpan(start, at - start)));
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Current))
        {
            at++;
        }
    }
}
