using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

/// <summary>A decimal number of any size and precision, as it is written: 0.1 is a tenth, not the double next to it.</summary>
internal readonly struct ExactDecimal : IComparable<ExactDecimal>
{
    private readonly BigInteger digits;
    private readonly BigInteger exponent;
    private readonly int infinity;

    private ExactDecimal(BigInteger digits, BigInteger exponent, int infinity = 0)
    {
        this.digits = digits;
        this.exponent = exponent;
        this.infinity = infinity;
    }

    /// <summary>The number of a value: a number, a boolean (1 or 0), or text that holds one, with blanks around it, a sign, an exponent.</summary>
    public static ExactDecimal? Of(JsonNode? node) => Value.KindOf(node) switch
    {
        ValueKind.Boolean => new ExactDecimal(Value.AsBoolean(node) == true ? 1 : 0, 0),
        ValueKind.Integer => new ExactDecimal(Value.AsInteger(node), 0),
        ValueKind.Float when node is JsonValue value && value.TryGetValue<System.Text.Json.JsonElement>(out var element) => Parse(element.GetRawText()),
        ValueKind.Float => Parse(PythonText.Repr(node)),
        ValueKind.Text => Parse(Value.AsText(node) ?? ""),
        _ => null,
    };

    /// <summary>Reads a number; <see langword="null"/> when the text is none, or not a number at all (NaN).</summary>
    public static ExactDecimal? Parse(string text)
    {
        // Python's Decimal allows underscores.
        var rest = text.Trim().Replace("_", "").AsSpan();
        var sign = 1;
        if (rest.Length > 0 && rest[0] is '+' or '-')
        {
            sign = rest[0] == '-' ? -1 : 1;
            rest = rest[1..];
        }

        if (rest.Equals("inf", StringComparison.OrdinalIgnoreCase) || rest.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            return new ExactDecimal(0, 0, sign);
        }

        BigInteger power = 0;
        if (rest.IndexOfAny('e', 'E') is var e and >= 0)
        {
            if (!BigInteger.TryParse(rest[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power))
            {
                return null;
            }

            rest = rest[..e];
        }

        var point = rest.IndexOf('.');
        var fraction = point < 0 ? 0 : rest.Length - point - 1;
        var all = point < 0 ? rest.ToString() : string.Concat(rest[..point], rest[(point + 1)..]);
        return all.Length > 0 && all.All(char.IsAsciiDigit)
            ? new ExactDecimal(sign * BigInteger.Parse(all, NumberStyles.None, CultureInfo.InvariantCulture), power - fraction)
            : null;
    }

    /// <inheritdoc/>
    public int CompareTo(ExactDecimal other)
    {
        if (infinity != 0 || other.infinity != 0)
        {
            return infinity.CompareTo(other.infinity);
        }

        if (digits.Sign != other.digits.Sign || digits.IsZero)
        {
            return digits.Sign.CompareTo(other.digits.Sign);
        }

        // Sizes first: only numbers of one size are brought to one exponent, so that 1e999999999 costs nothing.
        var (size, otherSize) = (Length(digits) + exponent, Length(other.digits) + other.exponent);
        if (size != otherSize)
        {
            return size.CompareTo(otherSize) * digits.Sign;
        }

        var shift = (int)(exponent - other.exponent);
        return shift >= 0
            ? (digits * BigInteger.Pow(10, shift)).CompareTo(other.digits)
            : digits.CompareTo(other.digits * BigInteger.Pow(10, -shift));
    }

    private static int Length(BigInteger number) => BigInteger.Abs(number).ToString(CultureInfo.InvariantCulture).Length;
}
