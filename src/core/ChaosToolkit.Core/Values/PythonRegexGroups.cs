using System.Globalization;
using System.Text;

namespace ChaosToolkit.Values;

/// <summary>A part of a pattern in .NET's syntax, and how long what it matches can be.</summary>
internal readonly record struct PythonRegexPart(string Text, long Shortest, long Longest)
{
    /// <summary>Python's own limit of a repetition; a length from here on is without bound.</summary>
    public const long Unbounded = uint.MaxValue;

    public static PythonRegexPart Empty(string text) => new(text, 0, 0);

    public static PythonRegexPart One(string text) => new(text, 1, 1);
}

/// <summary>The groups of a pattern: their numbers in the order of their brackets, their names, which are still open.</summary>
internal sealed class PythonRegexGroups
{
    private readonly List<PythonRegexPart?> closed = [null]; // number 0 is the whole match
    private readonly List<(int Number, int Offset)> conditions = [];
    private int behindFrom = int.MaxValue;

    public Dictionary<string, int> Numbers { get; } = new(StringComparer.Ordinal);

    public int Open(string? name, int offset)
    {
        var number = closed.Count;
        if (name is not null && !Numbers.TryAdd(name, number))
        {
            throw PythonRegexReader.Error($"redefinition of group name '{name}' as group {number}; was group {Numbers[name]}", offset);
        }

        closed.Add(null);
        return number;
    }

    public void Close(int number, PythonRegexPart part) => closed[number] = part;

    /// <summary>A reference to a group that is complete by now.</summary>
    public PythonRegexPart Reference(int number, int offset, int openOffset)
    {
        if (number == 0 || number >= closed.Count)
        {
            throw PythonRegexReader.Error($"invalid group reference {number}", offset);
        }

        if (number >= behindFrom)
        {
            throw PythonRegexReader.Error("cannot refer to group defined in the same lookbehind subpattern", offset);
        }

        return closed[number] is { } group
            ? group with { Text = $"\\k<{number.ToString(CultureInfo.InvariantCulture)}>" }
            : throw PythonRegexReader.Error("cannot refer to an open group", openOffset);
    }

    public int NumberOf(string name, int offset)
    {
        CheckName(name, offset);
        return Numbers.TryGetValue(name, out var number) ? number : throw PythonRegexReader.Error($"unknown group name '{name}'", offset);
    }

    /// <summary>The group that <c>(?(…)</c> asks for; a number may come before its group.</summary>
    public int Condition(string name, int offset)
    {
        if (!name.All(char.IsAsciiDigit))
        {
            return NumberOf(name, offset);
        }

        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw PythonRegexReader.Error($"invalid group reference {name}", offset);
        }

        if (number == 0)
        {
            throw PythonRegexReader.Error("bad group number", offset);
        }

        conditions.Add((number, offset));
        return number;
    }

    public void CheckConditions()
    {
        foreach (var (number, offset) in conditions.Where(condition => condition.Number >= closed.Count))
        {
            throw PythonRegexReader.Error($"invalid group reference {number}", offset);
        }
    }

    /// <summary>Reads what a look-behind holds: groups that are opened in there cannot be referred to in there.</summary>
    public PythonRegexPart Behind(Func<PythonRegexPart> read)
    {
        var outer = behindFrom;
        behindFrom = Math.Min(outer, closed.Count);
        var part = read();
        behindFrom = outer;
        return part;
    }

    public static void CheckName(string name, int offset)
    {
        var runes = name.EnumerateRunes().ToList();
        var isName = (Rune.IsLetter(runes[0]) || runes[0].Value == '_')
            && runes.TrueForAll(rune => Rune.IsLetterOrDigit(rune) || rune.Value == '_' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
        if (!isName)
        {
            throw PythonRegexReader.Error($"bad character in group name '{name}'", offset);
        }
    }
}
