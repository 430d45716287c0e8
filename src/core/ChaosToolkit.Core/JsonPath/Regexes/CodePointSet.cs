using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace ChaosToolkit.JsonPath.Regexes;

/// <summary>A set of Unicode characters, astral ones included, which .NET's classes of UTF-16 units cannot say.</summary>
internal sealed class CodePointSet
{
    private const int Last = 0x10FFFF;

    private static readonly ConcurrentDictionary<string, CodePointSet> Categories = new(StringComparer.Ordinal);

    private readonly List<(int From, int To)> ranges;

    private CodePointSet(IEnumerable<(int From, int To)> ranges) => this.ranges = Merge(ranges);

    public static CodePointSet Range(int from, int to) => new([(from, to)]);

    public static CodePointSet Union(IEnumerable<CodePointSet> sets) => new(sets.SelectMany(set => set.ranges));

    /// <summary>All but line feed and carriage return: what <c>.</c> stands for.</summary>
    public static CodePointSet Dot { get; } = new CodePointSet([('\n', '\n'), ('\r', '\r')]).Complement();

    /// <summary>A general category (<c>Lu</c>) or a group of them (<c>L</c>).</summary>
    public static CodePointSet Category(string name) => Categories.GetOrAdd(name, static name =>
        new CodePointSet(Enumerable.Range(0, Last + 1).Where(c => NameOf(CharUnicodeInfo.GetUnicodeCategory(c)).StartsWith(name, StringComparison.Ordinal)).Select(c => (c, c))));

    public CodePointSet Complement()
    {
        var rest = new List<(int, int)>();
        var next = 0;
        foreach (var (from, to) in ranges)
        {
            if (from > next)
            {
                rest.Add((next, from - 1));
            }

            next = to + 1;
        }

        if (next <= Last)
        {
            rest.Add((next, Last));
        }

        return new CodePointSet(rest);
    }

    /// <summary>The set as a .NET pattern that matches one character: halves of surrogate pairs never match alone.</summary>
    public string ToPattern()
    {
        var basic = new StringBuilder();
        var pairs = new StringBuilder();
        foreach (var (from, to) in ranges)
        {
            AppendUnits(basic, from, Math.Min(to, 0xD7FF));
            AppendUnits(basic, Math.Max(from, 0xE000), Math.Min(to, 0xFFFF));
            AppendPairs(pairs, Math.Max(from, 0x10000), to);
        }

        // An empty class is not allowed; this one has no characters either.
        var units = basic.Length > 0 ? $"[{basic}]" : @"[^\u0000-\uFFFF]";
        return pairs.Length == 0 ? units : $"(?:{units}{pairs})";
    }

    private static void AppendPairs(StringBuilder pairs, int from, int to)
    {
        while (from <= to)
        {
            var (high, low) = Halves(from);
            var (lastHigh, lastLow) = Halves(to);

            // Up to the end of this high half; from a full start, as many full high halves as there are.
            var endHigh = high == lastHigh ? high : low != 0xDC00 ? high : lastLow == 0xDFFF ? lastHigh : lastHigh - 1;
            var endLow = endHigh == lastHigh ? lastLow : 0xDFFF;
            pairs.Append('|');
            AppendClass(pairs, high, endHigh);
            AppendClass(pairs, low, endLow);
            from = 0x10000 + ((endHigh - 0xD800) << 10) + (endLow - 0xDC00) + 1;
        }
    }

    private static (int High, int Low) Halves(int codePoint) => (0xD800 + ((codePoint - 0x10000) >> 10), 0xDC00 + ((codePoint - 0x10000) & 0x3FF));

    private static void AppendClass(StringBuilder target, int from, int to)
    {
        target.Append('[');
        AppendUnits(target, from, to);
        target.Append(']');
    }

    private static void AppendUnits(StringBuilder target, int from, int to)
    {
        if (from <= to)
        {
            target.Append(CultureInfo.InvariantCulture, $@"\u{from:X4}-\u{to:X4}");
        }
    }

    private static List<(int From, int To)> Merge(IEnumerable<(int From, int To)> ranges)
    {
        var merged = new List<(int From, int To)>();
        foreach (var range in ranges.Order())
        {
            if (merged.Count > 0 && range.From <= merged[^1].To + 1)
            {
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, range.To));
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged;
    }

    private static string NameOf(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => "Lu",
        UnicodeCategory.LowercaseLetter => "Ll",
        UnicodeCategory.TitlecaseLetter => "Lt",
        UnicodeCategory.ModifierLetter => "Lm",
        UnicodeCategory.OtherLetter => "Lo",
        UnicodeCategory.NonSpacingMark => "Mn",
        UnicodeCategory.SpacingCombiningMark => "Mc",
        UnicodeCategory.EnclosingMark => "Me",
        UnicodeCategory.DecimalDigitNumber => "Nd",
        UnicodeCategory.LetterNumber => "Nl",
        UnicodeCategory.OtherNumber => "No",
        UnicodeCategory.SpaceSeparator => "Zs",
        UnicodeCategory.LineSeparator => "Zl",
        UnicodeCategory.ParagraphSeparator => "Zp",
        UnicodeCategory.Control => "Cc",
        UnicodeCategory.Format => "Cf",
        UnicodeCategory.Surrogate => "Cs",
        UnicodeCategory.PrivateUse => "Co",
        UnicodeCategory.ConnectorPunctuation => "Pc",
        UnicodeCategory.DashPunctuation => "Pd",
        UnicodeCategory.OpenPunctuation => "Ps",
        UnicodeCategory.ClosePunctuation => "Pe",
        UnicodeCategory.InitialQuotePunctuation => "Pi",
        UnicodeCategory.FinalQuotePunctuation => "Pf",
        UnicodeCategory.OtherPunctuation => "Po",
        UnicodeCategory.MathSymbol => "Sm",
        UnicodeCategory.CurrencySymbol => "Sc",
        UnicodeCategory.ModifierSymbol => "Sk",
        UnicodeCategory.OtherSymbol => "So",
        _ => "Cn",
    };
}
