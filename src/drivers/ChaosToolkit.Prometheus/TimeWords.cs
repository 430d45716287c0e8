using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChaosToolkit.Values;

namespace ChaosToolkit.Prometheus;

/// <summary>Reads a moment as people write it: RFC 3339, seconds since 1970, <c>now</c>, <c>5 minutes ago</c>, <c>1h30m</c> (ago), <c>in 2 hours</c>.</summary>
internal static partial class TimeWords
{
    private const string Ways = "Write it as RFC 3339 (2026-01-31T12:00:00Z), as seconds since 1970, or in words such as 'now' or '5 minutes ago'.";

    /// <summary>The moment in seconds since 1970.</summary>
    /// <param name="written">What the experiment has.</param>
    /// <param name="argument">The argument's name, for the message.</param>
    /// <param name="now">What words start from.</param>
    /// <exception cref="ActivityFailedException">It is no moment.</exception>
    public static double Read(JsonNode? written, string argument, DateTimeOffset now)
    {
        if (Value.IsNumber(written) && Value.AsDouble(written) is { } number && double.IsFinite(number))
        {
            return number;
        }

        var text = (Value.AsText(written) ?? "").Trim();
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds;
        }

        if (OffsetOf(text) is { } offset)
        {
            return SecondsOf(now) + offset;
        }

        // Without a zone it is the zone of the machine, as it is for who writes it.
        return text.Length > 0 && char.IsAsciiDigit(text[0]) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var moment)
            ? SecondsOf(moment)
            : throw new ActivityFailedException($"The argument '{argument}' is no time: {PythonText.Repr(written)}. {Ways}");
    }

    // Seconds from now on; below zero for what is past.
    private static double? OffsetOf(string text)
    {
        switch (text.ToUpperInvariant())
        {
            case "NOW":
                return 0;
            case "YESTERDAY":
                return -86400;
            case "TOMORROW":
                return 86400;
        }

        var match = Duration().Match(text);
        if (!match.Success || (match.Groups["in"].Success && match.Groups["ago"].Success))
        {
            return null;
        }

        var (counts, units) = (match.Groups["count"].Captures, match.Groups["unit"].Captures);
        double sum = 0;
        for (var i = 0; i < counts.Count; i++)
        {
            var count = char.IsAsciiDigit(counts[i].Value[0]) ? double.Parse(counts[i].Value, CultureInfo.InvariantCulture) : 1; // "a", "an", "one"
            sum += count * SecondsIn(units[i].Value);
        }

        return match.Groups["in"].Success || match.Groups["later"].Success ? sum : -sum;
    }

    private static double SecondsIn(string unit) => unit.ToUpperInvariant() switch
    {
        "MS" => 0.001,
        ['S', ..] => 1,
        "M" or ['M', 'I', ..] => 60,
        ['H', ..] => 3600,
        ['D', ..] => 86400,
        ['W', ..] => 604800,
        ['M', ..] => 30 * 86400.0, // a month
        _ => 365 * 86400.0, // a year
    };

    private static double SecondsOf(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).TotalSeconds;

    [GeneratedRegex(
        @"^(?:(?<in>in)\s+|-)?(?:(?<count>\d+(?:\.\d+)?|an?(?=\s)|one(?=\s))\s*(?<unit>ms|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?|y|years?)(?![a-z])(?:\s*(?:,|and)\s*|\s*))+(?:(?<ago>ago)|(?<later>from\s+now))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Duration();
}
