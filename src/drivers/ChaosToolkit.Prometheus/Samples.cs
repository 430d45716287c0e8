using System.Globalization;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Prometheus;

/// <summary>Reads the values of Prometheus' answers.</summary>
internal static class Samples
{
    /// <summary>The values of the first series of a range.</summary>
    public static IReadOnlyList<double> OfFirstSeries(JsonObject answer) =>
        ResultOf(answer) is JsonArray { Count: > 0 } series && series[0]?["values"] is JsonArray values ? [.. values.Select(ValueOf)] : [];

    /// <summary>The value of a scalar, or of a vector with one sample.</summary>
    /// <exception cref="ActivityFailedException">There is not just one.</exception>
    public static double OneOf(JsonObject answer, string query)
    {
        var result = ResultOf(answer) as JsonArray ?? [];
        if (Value.AsText(answer["data"]?["resultType"]) == "scalar")
        {
            return ValueOf(result);
        }

        return result.Count == 1 && result[0]?["value"] is { } sample ? ValueOf(sample)
            : throw new ActivityFailedException(result.Count switch
            {
                0 => $"The query '{query}' gave no sample: nothing matches it now.",
                1 => $"The query '{query}' gave a range where one number is wanted. Put it into avg_over_time(…), max_over_time(…) or the like.",
                var count => $"The query '{query}' gave {count} samples where one number is wanted. Put it into sum(…), avg(…), max(…) or the like.",
            });
    }

    private static JsonNode? ResultOf(JsonObject answer) => (answer["data"] as JsonObject)?["result"];

    // A sample is [time, "value"].
    private static double ValueOf(JsonNode? sample) => sample is JsonArray { Count: 2 } pair && Value.AsText(pair[1]) is { } text ? NumberOf(text) : double.NaN;

    private static double NumberOf(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN,
    };
}
