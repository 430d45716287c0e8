using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Values;

/// <summary>Values as Python prints them: what <c>str()</c> and <c>repr()</c> give, which is what references become within a text.</summary>
public static class PythonText
{
    // What is never escaped, whatever the quotes.
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Where(one => one is not ('\'' or '"' or '\\'))]);

    private const int MostSpared = 16 * 1024;

    // The output of every activity is printed: a builder for each would be a good part of what a run allocates.
    [ThreadStatic]
    private static StringBuilder? spare;

    /// <summary>What <c>str(value)</c> gives: text as it is, anything else as <see cref="Repr"/>.</summary>
    public static string Of(JsonNode? node) => Value.AsText(node) ?? Repr(node);

    /// <summary>What <c>repr(value)</c> gives: a Python literal.</summary>
    public static string Repr(JsonNode? node)
    {
        switch (Value.KindOf(node))
        {
            case ValueKind.Null:
                return "None";
            case ValueKind.Boolean:
                return Value.AsBoolean(node) == true ? "True" : "False";
            case ValueKind.Integer:
                // The large ones' printing has to be compiled first, which takes milliseconds.
                var number = Value.AsInteger(node);
                return number >= long.MinValue && number <= long.MaxValue ? ((long)number).ToString(CultureInfo.InvariantCulture) : number.ToString(CultureInfo.InvariantCulture);
            case ValueKind.Float:
                return OfFloat(Value.AsDouble(node) ?? 0);
        }

        return ReprBetween("", node, "");
    }

    /// <summary>What <see cref="Of"/> gives, between two other texts.</summary>
    internal static string Between(string before, JsonNode? node, string after) =>
        Value.AsText(node) is { } text ? string.Concat(before, text, after) : ReprBetween(before, node, after);

    private static string ReprBetween(string before, JsonNode? node, string after)
    {
        var builder = spare ?? new StringBuilder(1024);
        spare = null;
        Append(builder.Append(before), node);
        var whole = builder.Append(after).ToString();
        if (builder.Capacity <= MostSpared)
        {
            spare = builder.Clear();
        }

        return whole;
    }

    /// <summary>A float as <c>repr</c> prints it: the shortest digits that read back the same, <c>2.0</c>, <c>1e-07</c>, <c>1e+16</c>, <c>inf</c>, <c>nan</c>.</summary>
    public static string OfFloat(double number)
    {
        if (double.IsNaN(number))
        {
            return "nan";
        }

        if (double.IsInfinity(number))
        {
            return number > 0 ? "inf" : "-inf";
        }

        if (number == 0)
        {
            return double.IsNegative(number) ? "-0.0" : "0.0";
        }

        // "R" gives the shortest digits, without an exponent in the middle of the range; Python has one below -4 and from 16 on.
        var roundTrip = number.ToString("R", CultureInfo.InvariantCulture);
        if (Math.Abs(number) < 1e15 && !roundTrip.Contains('E'))
        {
            return roundTrip.Contains('.') ? roundTrip : roundTrip + ".0";
        }

        var negative = roundTrip[0] == '-';
        var (digits, exponent) = DigitsOf(roundTrip.AsSpan(negative ? 1 : 0));
        var text = new StringBuilder(negative ? "-" : "");
        if (exponent is < -4 or >= 16)
        {
            text.Append(digits[0]);
            if (digits.Length > 1)
            {
                text.Append('.').Append(digits, 1, digits.Length - 1);
            }

            text.Append('e').Append(exponent < 0 ? '-' : '+').Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture));
        }
        else
        {
            var whole = digits.PadRight(exponent + 1, '0');
            text.Append(whole, 0, exponent + 1).Append('.').Append(whole.Length > exponent + 1 ? whole[(exponent + 1)..] : "0");
        }

        return text.ToString();
    }

    /// <summary>Text as <c>repr</c> prints it: in single quotes, or in double ones where it holds only single ones, with Python's escapes.</summary>
    public static string Quote(string text)
    {
        var builder = new StringBuilder(text.Length + 2);
        AppendQuoted(builder, text);
        return builder.ToString();
    }

    /// <summary>The significant digits of a positive number, and the power of ten of the first.</summary>
    private static (string Digits, int Exponent) DigitsOf(ReadOnlySpan<char> roundTrip)
    {
        var end = roundTrip.IndexOf('E');
        var exponent = end < 0 ? 0 : int.Parse(roundTrip[(end + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = end < 0 ? roundTrip : roundTrip[..end];
        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa.Length : point;
        var digits = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);
        var significant = digits.TrimStart('0');
        return (significant.TrimEnd('0'), exponent + whole - 1 - (digits.Length - significant.Length));
    }

    private static void Append(StringBuilder builder, JsonNode? node)
    {
        switch (Value.KindOf(node))
        {
            case ValueKind.Text:
                AppendQuoted(builder, Value.AsText(node) ?? "");
                break;
            case ValueKind.Bytes:
                AppendBytes(builder, Value.AsBytes(node) ?? []);
                break;
            case ValueKind.List when node is JsonArray list:
                builder.Append('[');
                for (var i = 0; i < list.Count; i++)
                {
                    builder.Append(i == 0 ? "" : ", ");
                    Append(builder, list[i]);
                }

                builder.Append(']');
                break;
            case ValueKind.Object when node is JsonObject members:
                builder.Append('{');
                var first = true;
                foreach (var (key, value) in members)
                {
                    builder.Append(first ? "" : ", ");
                    AppendQuoted(builder, key);
                    builder.Append(": ");
                    Append(builder, value);
                    first = false;
                }

                builder.Append('}');
                break;
            default:
                builder.Append(Repr(node));
                break;
        }
    }

    private static void AppendQuoted(StringBuilder builder, string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        builder.Append(quote);
        if (!text.AsSpan().ContainsAnyExcept(Plain))
        {
            builder.Append(text).Append(quote);
            return;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '\n':
                    builder.Append("\\n");
                    break;
                case '\r':
                    builder.Append("\\r");
                    break;
                case '\t':
                    builder.Append("\\t");
                    break;
                case '\\':
                    builder.Append("\\\\");
                    break;
                case var c when c == quote:
                    builder.Append('\\').Append(quote);
                    break;
                case var c when IsPrintable(rune):
                    builder.Append(rune);
                    break;
                case < 0x100:
                    builder.Append("\\x").Append(rune.Value.ToString("x2", CultureInfo.InvariantCulture));
                    break;
                case < 0x10000:
                    builder.Append("\\u").Append(rune.Value.ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    builder.Append("\\U").Append(rune.Value.ToString("x8", CultureInfo.InvariantCulture));
                    break;
            }
        }

        builder.Append(quote);
    }

    // What str.isprintable() says: everything but the categories "other" and "separator", the plain space apart.
    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);

    private static void AppendBytes(StringBuilder builder, byte[] bytes)
    {
        var quote = bytes.Contains((byte)'\'') && !bytes.Contains((byte)'"') ? '"' : '\'';
        builder.Append('b').Append(quote);
        foreach (var b in bytes)
        {
            _ = b switch
            {
                (byte)'\n' => builder.Append("\\n"),
                (byte)'\r' => builder.Append("\\r"),
                (byte)'\t' => builder.Append("\\t"),
                (byte)'\\' => builder.Append("\\\\"),
                _ when b == quote => builder.Append('\\').Append(quote),
                >= 0x20 and < 0x7f => builder.Append((char)b),
                _ => builder.Append("\\x").Append(b.ToString("x2", CultureInfo.InvariantCulture)),
            };
        }

        builder.Append(quote);
    }
}
