using System.Globalization;

namespace ChaosToolkit.Cli.Terminal;

/// <summary>How long something lasts, as it is counted.</summary>
internal static class Lasting
{
    /// <summary><c>7 s</c>, <c>2 min 05 s</c>, <c>1 h 02 min</c>.</summary>
    public static string Of(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalSeconds} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours} h {time.Minutes:00} min"),
    };
}
