using System.Globalization;

namespace ChaosToolkit.Reporting.Journals;

/// <summary>Times, durations and counts as people read them; always in UTC and in English.</summary>
internal static class Moments
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;
    private static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether a run can have been then. What stands for no time at all, such as the year 1, lies at the end of what can be calculated.</summary>
    public static bool CanBe(DateTimeOffset moment) => moment >= Earliest && moment <= Latest;

    /// <summary>A moment in seconds since 1970; <see langword="null"/> for what can be none.</summary>
    public static DateTimeOffset? OfUnixTime(double seconds) =>
        seconds >= 0 && seconds <= Latest.ToUnixTimeSeconds() ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;

    /// <summary><c>21 Nov 2026, 07:24:30 UTC</c>; <c>unknown</c> where there is none.</summary>
    public static string Of(DateTimeOffset? moment) => moment?.ToUniversalTime().ToString("d MMM yyyy, HH:mm:ss 'UTC'", English) ?? "unknown";

    /// <summary><c>21 Nov 2026</c>.</summary>
    public static string Day(DateTimeOffset moment) => moment.ToUniversalTime().ToString("d MMM yyyy", English);

    /// <summary><c>07:24:30.123</c>.</summary>
    public static string Clock(DateTimeOffset? moment) => moment?.ToUniversalTime().ToString("HH:mm:ss.fff", English) ?? "";

    /// <summary><c>230 ms</c>, <c>4.2 s</c>, <c>2 min 5 s</c>, <c>3 h 20 min</c>; <c>unknown</c> where there is none.</summary>
    public static string Of(TimeSpan? duration) => duration switch
    {
        null => "unknown",
        { TotalMilliseconds: < 1 } => "under 1 ms",
        { TotalMilliseconds: < 999.5 } => Invariant($"{duration.Value.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 59.95 } => Invariant($"{duration.Value.TotalSeconds:0.0} s"),
        { } some => Long(some),
    };

    /// <summary>A number with commas at the thousands.</summary>
    public static string Count(long number) => number.ToString("N0", English);

    /// <summary>A count and its word: <c>1 probe</c>, <c>2 probes</c>.</summary>
    public static string Count(long number, string one, string? many = null) => $"{Count(number)} {(number == 1 ? one : many ?? one + "s")}";

    /// <summary>A number of a chart, short.</summary>
    public static string Number(double number) => Math.Abs(number) switch
    {
        >= 1e15 or (> 0 and < 1e-4) => number.ToString("0.##e0", English),
        >= 1e9 => (number / 1e9).ToString("0.##", English) + " G",
        >= 1e6 => (number / 1e6).ToString("0.##", English) + " M",
        >= 1e4 => (number / 1e3).ToString("0.##", English) + " k",
        _ => number.ToString("0.####", English),
    };

    /// <summary>Names in a sentence: <c>a, b and 3 more</c>.</summary>
    public static string Names(IEnumerable<string> names, int most = 4)
    {
        var all = names.ToList();
        return all.Count switch
        {
            0 => "none",
            1 => all[0],
            _ when all.Count <= most => string.Join(", ", all.SkipLast(1)) + " and " + all[^1],
            _ => string.Join(", ", all.Take(most - 1)) + " and " + Count(all.Count - most + 1) + " more",
        };
    }

    // Rounded first: 59.97 s are 1 min, not 0 min 59 s.
    private static string Long(TimeSpan duration)
    {
        var (seconds, minutes, hours) = ((long)Math.Round(duration.TotalSeconds), (long)Math.Round(duration.TotalMinutes), (long)Math.Round(duration.TotalHours));
        return seconds < 60 * 60 ? Two(seconds / 60, "min", seconds % 60, "s")
            : minutes < 48 * 60 ? Two(minutes / 60, "h", minutes % 60, "min")
            : Two(hours / 24, "days", hours % 24, "h");
    }

    private static string Two(long large, string largeUnit, long small, string smallUnit) => small == 0 ? $"{large} {largeUnit}" : $"{large} {largeUnit} {small} {smallUnit}";

    private static string Invariant(FormattableString text) => text.ToString(English);
}
