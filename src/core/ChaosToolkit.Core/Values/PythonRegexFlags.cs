using System.Text.RegularExpressions;

namespace ChaosToolkit.Values;

/// <summary>The flags in force: what .NET has no flag for, or a flag of another meaning, is applied while translating.</summary>
/// <param name="IsAscii">Whether <c>\w \d \s \b</c> know ASCII only.</param>
/// <param name="IsVerbose">Whether white space and comments in the pattern do not count.</param>
internal readonly record struct PythonRegexFlags(bool IsAscii, bool IsVerbose);

/// <summary>Inline flags as they were written: <c>(?ims)</c> or <c>(?i-s:</c>.</summary>
internal readonly record struct PythonRegexInlineFlags(string On, string Off, bool IsGlobal)
{
    private const string Known = "aiLmsux";

    /// <param name="reader">Stands on the first flag or the minus.</param>
    public static PythonRegexInlineFlags Read(PythonRegexReader reader)
    {
        var (on, off) = ("", "");
        if (reader.Next != '-')
        {
            on = ReadLetters(reader, "missing -, : or )", ")-:");
            CheckTypes(on, reader.At);
        }

        if (reader.Take(')'))
        {
            return new(on, "", true);
        }

        if (reader.Take('-'))
        {
            off = ReadLetters(reader, "missing flag", ":");
            if (off.IndexOfAny(['a', 'u', 'L']) >= 0)
            {
                throw PythonRegexReader.Error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", reader.At);
            }
        }

        reader.Take(':');
        return on.Any(off.Contains) ? throw PythonRegexReader.Error("bad inline flags: flag turned on and off", reader.At) : new(on, off, false);
    }

    public PythonRegexFlags Apply(PythonRegexFlags flags) => new(
        On.Contains('a') || (flags.IsAscii && !On.Contains('u')),
        On.Contains('x') || (flags.IsVerbose && !Off.Contains('x')));

    /// <summary>Those that .NET has with the same meaning, as options.</summary>
    public RegexOptions Options =>
        (On.Contains('i') ? RegexOptions.IgnoreCase : 0) | (On.Contains('m') ? RegexOptions.Multiline : 0) | (On.Contains('s') ? RegexOptions.Singleline : 0);

    /// <summary>Those that .NET has with the same meaning, as the beginning of a group.</summary>
    public string Prefix
    {
        get
        {
            var (on, off) = (Shared(On), Shared(Off));
            return $"(?{on}{(off.Length > 0 ? "-" : "")}{off}:";
        }
    }

    private static string Shared(string letters) => string.Concat(letters.Where(letter => letter is 'i' or 'm' or 's').Distinct());

    private static string ReadLetters(PythonRegexReader reader, string missing, string ends)
    {
        var start = reader.At;
        while (true)
        {
            if (reader.IsAtEnd)
            {
                throw PythonRegexReader.Error(reader.At == start || ends.Length > 1 ? missing : "missing :", reader.At);
            }

            if (reader.At > start && ends.Contains(reader.Next))
            {
                return reader.Since(start);
            }

            if (!Known.Contains(reader.Next))
            {
                throw PythonRegexReader.Error(char.IsLetter(reader.Next) ? "unknown flag" : reader.At == start || ends.Length > 1 ? missing : "missing :", reader.At);
            }

            reader.At++;
        }
    }

    private static void CheckTypes(string on, int offset)
    {
        if (on.Contains('L'))
        {
            throw PythonRegexReader.Error("bad inline flags: cannot use 'L' flag with a str pattern", offset);
        }

        if (on.Contains('a') && on.Contains('u'))
        {
            throw PythonRegexReader.Error("bad inline flags: flags 'a', 'u' and 'L' are incompatible", offset);
        }
    }
}
