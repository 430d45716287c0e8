using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace ChaosToolkit.Loading;

/// <summary>Reads the numbers of YAML 1.1: binary, octal, hexadecimal, of base 60, with underscores.</summary>
internal static partial class YamlNumbers
{
    /// <summary>The integer; <see langword="null"/> when the text is none.</summary>
    public static BigInteger? Integer(string text)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal).Trim();
        var sign = SkipSign(ref digits);
        BigInteger? number = digits switch
        {
            "" => null,
            ['0', 'b', ..] => InBase(digits[2..], 2),
            ['0', 'x', ..] => InBase(digits[2..], 16),
            ['0', _, ..] => InBase(digits[1..], 8),
            _ when digits.Contains(':') => InBase60(digits),
            _ => InBase(digits, 10),
        };
        return number * sign;
    }

    /// <summary>The float; <see langword="null"/> when the text is none.</summary>
    public static double? Float(string text)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal).Trim().ToLowerInvariant();
        var sign = SkipSign(ref digits);
        switch (digits)
        {
            case ".inf" or "inf" or "infinity":
                return sign * double.PositiveInfinity;
            case ".nan" or "nan":
                return double.NaN;
        }

        var (number, unit) = (0.0, 1.0);
        foreach (var part in digits.Split(':').Reverse())
        {
            if (!Decimal().IsMatch(part))
            {
                return null;
            }

            number += double.Parse(part, NumberStyles.Float, CultureInfo.InvariantCulture) * unit;
            unit *= 60;
        }

        return sign * number;
    }

    private static int SkipSign(ref string digits)
    {
        if (digits is not (['-', ..] or ['+', ..]))
        {
            return 1;
        }

        var sign = digits[0] == '-' ? -1 : 1;
        digits = digits[1..];
        return sign;
    }

    private static BigInteger? InBase60(string digits)
    {
        var number = BigInteger.Zero;
        foreach (var part in digits.Split(':'))
        {
            if (InBase(part, 10) is not { } digit)
            {
                return null;
            }

            number = (number * 60) + digit;
        }

        return number;
    }

    private static BigInteger? InBase(string digits, int radix)
    {
        if (digits.Length == 0 || digits.Any(c => !char.IsAsciiHexDigit(c) || (char.IsAsciiDigit(c) ? c - '0' : 10) >= radix))
        {
            return null;
        }

        // The zero before keeps a hexadecimal or binary number positive.
        return radix switch
        {
            16 => BigInteger.Parse("0" + digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            2 => BigInteger.Parse("0" + digits, NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture),
            8 => digits.Aggregate(BigInteger.Zero, (number, digit) => (number << 3) + (digit - '0')),
            _ => BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture),
        };
    }

    [GeneratedRegex(@"^(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();
}
