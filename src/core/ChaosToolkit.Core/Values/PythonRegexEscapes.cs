using System.Globalization;

namespace ChaosToolkit.Values;

/// <summary>Reads what follows a backslash where it stands for one character.</summary>
internal static class PythonRegexEscapes
{
    public static bool IsOctal(char c) => c is >= '0' and <= '7';

    /// <summary>The character of an escape that means the same within a class and outside; -1 when it is none of those.</summary>
    /// <param name="reader">Stands after the letter.</param>
    /// <param name="kind">The letter after the backslash.</param>
    /// <param name="start">Where the backslash stands.</param>
    public static int Common(PythonRegexReader reader, int kind, int start) => kind switch
    {
        'a' => '\a',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\v',
        'x' => Hexadecimal(reader, start, 2),
        'u' => Hexadecimal(reader, start, 4),
        'U' => Hexadecimal(reader, start, 8),
        _ => -1,
    };

    /// <summary>An escape that stands for the character itself; letters and digits do not.</summary>
    public static int Itself(PythonRegexReader reader, int kind, int start) =>
        kind < 0x80 && char.IsAsciiLetterOrDigit((char)kind) ? throw PythonRegexReader.Error($"bad escape {reader.Since(start)}", start) : kind;

    public static int Octal(PythonRegexReader reader, int start)
    {
        var digits = reader.Since(start)[1..];
        var code = Convert.ToInt32(digits, 8);
        return code <= 255 ? code : throw PythonRegexReader.Error($"octal escape value \\{digits} outside of range 0-0o377", start);
    }

    private static int Hexadecimal(PythonRegexReader reader, int start, int length)
    {
        var digits = reader.TakeWhile(length, char.IsAsciiHexDigit);
        if (digits.Length != length)
        {
            throw PythonRegexReader.Error($"incomplete escape {reader.Since(start)}", start);
        }

        var code = uint.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return code <= 0x10ffff ? (int)code : throw PythonRegexReader.Error($"bad escape {reader.Since(start)}", start);
    }
}
