using System.Globalization;

namespace ChaosToolkit.Values;

/// <summary>A repetition: <c>*</c>, <c>+?</c>, <c>{2,3}+</c>.</summary>
/// <param name="Least">How often at least.</param>
/// <param name="Most">How often at most; <see cref="PythonRegexPart.Unbounded"/> without bound.</param>
/// <param name="Suffix"><c>?</c> for as few as possible, <c>+</c> for as many as possible and none given back.</param>
internal readonly record struct PythonRegexRepeat(long Least, long Most, char Suffix)
{
    /// <summary>Reads it; <see langword="null"/> where a brace is just a brace.</summary>
    /// <param name="reader">Stands after <paramref name="kind"/>.</param>
    /// <param name="kind">What it begins with.</param>
    /// <param name="start">Where that stands.</param>
    public static PythonRegexRepeat? TryRead(PythonRegexReader reader, char kind, int start)
    {
        (long Least, long Most)? bounds = kind switch
        {
            '*' => (0, PythonRegexPart.Unbounded),
            '+' => (1, PythonRegexPart.Unbounded),
            '?' => (0, 1),
            _ => ReadBounds(reader, start),
        };
        if (bounds is not { } found)
        {
            return null;
        }

        var suffix = reader.Take('?') ? '?' : reader.Take('+') ? '+' : '\0';
        return new(found.Least, found.Most, suffix);
    }

    public PythonRegexPart Apply(PythonRegexPart part)
    {
        var most = Most >= int.MaxValue ? "" : Most.ToString(CultureInfo.InvariantCulture);
        var text = $"{part.Text}{{{Least.ToString(CultureInfo.InvariantCulture)},{most}}}";
        return new(
            Suffix switch { '+' => $"(?>{text})", '?' => text + "?", _ => text },
            Math.Min(part.Shortest * Least, PythonRegexPart.Unbounded),
            Math.Min(part.Longest * Most, PythonRegexPart.Unbounded));
    }

    private static (long Least, long Most)? ReadBounds(PythonRegexReader reader, int start)
    {
        var back = reader.At;
        var (least, most) = (reader.TakeWhile(int.MaxValue, char.IsAsciiDigit), "");
        var hasComma = reader.Take(',');
        most = hasComma ? reader.TakeWhile(int.MaxValue, char.IsAsciiDigit) : least;
        if (reader.At == back || !reader.Take('}'))
        {
            reader.At = back;
            return null;
        }

        var bounds = (Least: Number(least, 0, start), Most: Number(most, PythonRegexPart.Unbounded, start));
        return bounds.Most >= bounds.Least ? bounds : throw PythonRegexReader.Error("min repeat greater than max repeat", start);
    }

    private static long Number(string digits, long missing, int start) =>
        digits.Length == 0 ? missing
        : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < PythonRegexPart.Unbounded ? number
        : throw PythonRegexReader.Error("the repetition number is too large", start);
}
