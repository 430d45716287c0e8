using System.Globalization;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Providers;

/// <summary>Reads the seconds of a <c>timeout</c>.</summary>
internal static class TimeLimit
{
    // What a timer takes at most; nobody waits 49 days for an activity.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>The time of a number of seconds, also of one that came as text; <see langword="null"/> where the value is no number above zero.</summary>
    public static TimeSpan? Read(JsonNode? value)
    {
        var seconds = Value.AsDouble(value)
            ?? (double.TryParse(Value.AsText(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null);
        return seconds switch
        {
            null or <= 0 or double.NaN => null,
            _ when seconds >= Longest.TotalSeconds => Longest,
            _ => TimeSpan.FromSeconds(seconds.Value),
        };
    }

    /// <summary>A time for a message: <c>0.4 seconds</c>.</summary>
    public static string Describe(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} seconds");
}
