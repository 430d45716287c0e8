using System.Globalization;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

/// <summary>One sample of an answer of Prometheus.</summary>
/// <param name="Number">Its value; it may be no number.</param>
/// <param name="Written">As the answer has it.</param>
/// <param name="Path">Where it stands in the output.</param>
/// <param name="Series">The series it is of, for a sentence; empty where it is of none.</param>
internal sealed record PrometheusSample(double Number, JsonNode? Written, string Path, string Series)
{
    /// <summary>The samples of an answer, of its <c>data</c>, or a plain number; <see langword="null"/> where it is none of these.</summary>
    public static IReadOnlyList<PrometheusSample>? Read(JsonNode? output, string path)
    {
        if (NumberOf(output) is { } number)
        {
            return [new(number, output, path, "")];
        }

        if (output is JsonObject answer && answer["data"] is JsonObject inner)
        {
            (output, path) = (inner, path + ".data");
        }

        return output is JsonObject data && data["result"] is JsonArray result && Value.AsText(data["resultType"]) is { } type ? Read(type, result, path + ".result") : null;
    }

    private static List<PrometheusSample>? Read(string type, JsonArray result, string path)
    {
        switch (type)
        {
            case "scalar":
                return [Of(result, path, "")];
            case "vector":
                return [.. result.Select((series, i) => Of(series?["value"], $"{path}[{i}].value", SeriesOf(series)))];
            case "matrix":
                return [.. result.SelectMany((series, i) => series?["values"] is JsonArray values
                    ? values.Select((value, j) => Of(value, $"{path}[{i}].values[{j}]", SeriesOf(series)))
                    : [])];
            default:
                return null; // text has no number
        }
    }

    // A sample is [time, "value"].
    private static PrometheusSample Of(JsonNode? sample, string path, string series)
    {
        var written = sample is JsonArray { Count: 2 } pair ? pair[1] : sample;
        return new(NumberOf(written) ?? double.NaN, written, path + "[1]", series);
    }

    private static string SeriesOf(JsonNode? series)
    {
        if (series?["metric"] is not JsonObject metric || metric.Count == 0)
        {
            return "";
        }

        var labels = metric.Where(label => label.Key != "__name__").Select(label => $"{label.Key}={JsonText.Of(label.Value)}").ToList();
        return $" of {Value.AsText(metric["__name__"])}{(labels.Count > 0 ? $"{{{string.Join(", ", labels)}}}" : "")}";
    }

    private static double? NumberOf(JsonNode? node) => Value.AsDouble(node) ?? Value.AsText(node) switch
    {
        "NaN" => double.NaN,
        "+Inf" or "Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        { } text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
