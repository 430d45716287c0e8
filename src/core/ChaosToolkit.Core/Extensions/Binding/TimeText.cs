using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ChaosToolkit.Extensions.Binding;

/// <summary>Times: seconds as a number, units (<c>1m30s</c>, <c>250ms</c>), or a clock (<c>00:05</c> is five minutes, as .NET reads it).</summary>
internal static partial class TimeText
{
    public static TimeSpan? Of(JsonNode? node)
    {
        if (NumberText.DoubleOf(node) is { } seconds)
        {
            return Math.Abs(seconds) <= TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : null;
        }

        var text = Values.Value.AsText(node)?.Trim() ?? "";
        if (text.Contains(':'))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var clock) ? clock : null;
        }

        return Units().Match(text) is { Success: true, Length: > 0 } match ? Sum(match) : null;
    }

    private static TimeSpan? Sum(Match match)
    {
        var sum =
            (NumberOf(match, "d") * 86400) + (NumberOf(match, "h") * 3600) + (NumberOf(match, "m") * 60) + NumberOf(match, "s") + (NumberOf(match, "ms") / 1000);
        return sum <= TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(sum) : null;
    }

    private static double NumberOf(Match match, string unit) =>
        match.Groups[unit] is { Success: true, Value: var number } ? double.Parse(number, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^((?<d>\d+(\.\d+)?)\s*d\s*)?((?<h>\d+(\.\d+)?)\s*h\s*)?((?<m>\d+(\.\d+)?)\s*(m|min)\s*)?((?<s>\d+(\.\d+)?)\s*s\s*)?((?<ms>\d+(\.\d+)?)\s*ms)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Units();
}
