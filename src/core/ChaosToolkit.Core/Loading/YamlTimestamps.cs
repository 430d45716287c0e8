using System.Globalization;
using System.Text.RegularExpressions;

namespace ChaosToolkit.Loading;

/// <summary>Reads dates and times and writes them as Python's <c>isoformat</c> does, which is what becomes of them in a journal.</summary>
internal static partial class YamlTimestamps
{
    /// <summary>The date or time as ISO 8601 text; <see langword="null"/> when the text is none.</summary>
    public static string? Format(string text)
    {
        var match = Parts().Match(text);
        if (!match.Success || Day(match) is not { } day)
        {
            return null;
        }

        if (!match.Groups["hour"].Success)
        {
            return day;
        }

        var (hour, minute, second) = (Number(match, "hour"), Number(match, "minute"), Number(match, "second"));
        if (hour > 23 || minute > 59 || second > 59)
        {
            return null;
        }

        var fraction = match.Groups["fraction"].Value.PadRight(6, '0')[..6];
        var clock = string.Create(CultureInfo.InvariantCulture, $"{day}T{hour:00}:{minute:00}:{second:00}{(fraction == "000000" ? "" : "." + fraction)}");
        return match.Groups["zone"].Value switch
        {
            "" => clock,
            "Z" => clock + "+00:00",
            _ => Offset(match) is { } offset ? clock + offset : null,
        };
    }

    private static string? Day(Match match)
    {
        var (year, month, day) = (Number(match, "year"), Number(match, "month"), Number(match, "day"));
        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}")
            : null;
    }

    private static string? Offset(Match match)
    {
        var minutes = (Number(match, "zonehour") * 60) + Number(match, "zoneminute");
        var sign = match.Groups["zone"].ValueSpan[0] == '-' && minutes > 0 ? '-' : '+';
        return minutes < 24 * 60 ? string.Create(CultureInfo.InvariantCulture, $"{sign}{minutes / 60:00}:{minutes % 60:00}") : null;
    }

    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? int.Parse(found.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})(?:(?:[Tt]|[ \t]+)(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(?:\.(?<fraction>[0-9]*))?(?:[ \t]*(?<zone>Z|[-+](?<zonehour>[0-9]{1,2})(?::(?<zoneminute>[0-9]{2}))?))?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
