namespace ChaosToolkit.Values;

/// <summary>Reads a pattern character by character.</summary>
internal sealed class PythonRegexReader(string pattern)
{
    public int At { get; set; }

    public bool IsAtEnd => At >= pattern.Length;

    /// <summary>The next character; NUL at the end, which <see cref="IsAtEnd"/> tells from a NUL.</summary>
    public char Next => At < pattern.Length ? pattern[At] : '\0';

    public bool Take(char expected)
    {
        if (IsAtEnd || pattern[At] != expected)
        {
            return false;
        }

        At++;
        return true;
    }

    /// <summary>Takes a character of the pattern, both halves of a surrogate pair at once.</summary>
    public int TakeCharacter(string errorAtEnd, int errorOffset)
    {
        if (IsAtEnd)
        {
            throw Error(errorAtEnd, errorOffset);
        }

        var code = char.IsHighSurrogate(pattern[At]) && At + 1 < pattern.Length && char.IsLowSurrogate(pattern[At + 1])
            ? char.ConvertToUtf32(pattern[At], pattern[At + 1])
            : pattern[At];
        At += code > 0xffff ? 2 : 1;
        return code;
    }

    /// <summary>Takes up to so many characters of a kind.</summary>
    public string TakeWhile(int most, Func<char, bool> isWanted)
    {
        var start = At;
        while (At - start < most && !IsAtEnd && isWanted(pattern[At]))
        {
            At++;
        }

        return pattern[start..At];
    }

    /// <summary>Takes a name and the character that ends it.</summary>
    public string TakeUntil(char end, string what)
    {
        var start = At;
        var found = pattern.IndexOf(end, At);
        if (start >= pattern.Length)
        {
            throw Error($"missing {what}", start);
        }

        if (found < 0)
        {
            throw Error($"missing {end}, unterminated name", start);
        }

        if (found == start)
        {
            throw Error($"missing {what}", start);
        }

        At = found + 1;
        return pattern[start..found];
    }

    /// <summary>Skips a comment up to what ends it; Python passes over what stands behind a backslash even there.</summary>
    public void SkipTo(char end)
    {
        while (!IsAtEnd && pattern[At] != end)
        {
            At = Math.Min(At + (pattern[At] == '\\' ? 2 : 1), pattern.Length);
        }
    }

    public string Since(int start) => pattern[start..At];

    public static PythonRegexSyntaxException Error(string message, int offset) => new($"{message} at position {offset}", offset);
}
