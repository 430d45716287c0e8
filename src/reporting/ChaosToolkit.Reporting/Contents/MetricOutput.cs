using System.Text.Json;
using ChaosToolkit.Reporting.Charts;
using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Contents;

/// <summary>Measured values as a chart: Prometheus' ranges and vectors, lists of times and values, lists of numbers.</summary>
internal static class MetricOutput
{
    private const int FewestPoints = 2;
    private const int FewestNumbers = 5;

    /// <summary>The chart; null for what was not measured so.</summary>
    public static Figure? Of(JournalActivity activity, JsonElement output, Journal journal)
    {
        var data = output.Get("data").ValueKind == JsonValueKind.Object ? output.Get("data") : output;
        var results = data.ValueKind == JsonValueKind.Object ? data.Get("result").Items() : data.Items();
        var title = Title(activity, journal.Words);
        return Ranges(results, title, journal) ?? Vector(results, title, journal.Words) ?? Numbers(data, title, journal);
    }

    private static Figure? Ranges(IEnumerable<JsonElement> results, string title, Journal journal)
    {
        List<Series> series =
        [
            .. results.Where(result => result.Get("values").ValueKind == JsonValueKind.Array)
                .Select(result => new Series(NameOf(result.Get("metric"), journal.Words), Points(result.Get("values"))))
                .Where(one => one.Points.Count >= FewestPoints),
        ];
        return series.Count > 0 ? new Figure(new LineChart(title, series, overTime: true, MethodOf(journal))) : null;
    }

    private static Figure? Vector(IEnumerable<JsonElement> results, string title, JournalWords words)
    {
        List<Bar> bars =
        [
            .. results.Take(40).Where(result => result.Get("metric").ValueKind == JsonValueKind.Object && result.Get("value").ValueKind == JsonValueKind.Array)
                .Select(result => (Name: NameOf(result.Get("metric"), words), Value: result.Get("value").Items().ElementAtOrDefault(1).AsNumber()))
                .Where(bar => bar.Value is >= 0).Select(bar => new Bar(bar.Name, bar.Value!.Value)), // those without are left out
        ];
        return bars.Count > 0 ? new Figure(new BarChart(title, bars, "value")) : null;
    }

    private static Figure? Numbers(JsonElement data, string title, Journal journal)
    {
        if (data.ValueKind != JsonValueKind.Array || data.GetArrayLength() < FewestNumbers)
        {
            return null;
        }

        if (data.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number))
        {
            var numbers = data.EnumerateArray().Select((item, i) => new Spot(i + 1, item.AsNumber() ?? 0)).ToList();
            return new Figure(new LineChart(title, [new Series("value", numbers)], overTime: false));
        }

        return data.EnumerateArray().All(item => item is { ValueKind: JsonValueKind.Array } && item.GetArrayLength() == 2 && item[0].ValueKind == JsonValueKind.Number && item[1].AsNumber() is not null)
            ? new Figure(new LineChart(title, [new Series("value", Points(data))], item0IsTime(data), MethodOf(journal)))
            : null;

        // Seconds since 1970 in this century.
        static bool item0IsTime(JsonElement pairs) => pairs[0][0].AsNumber() is > 9.4e8 and < 4.2e9;
    }

    private static List<Spot> Points(JsonElement values) =>
    [
        .. values.Items().Where(value => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() >= 2)
            .Select(value => (X: value[0].AsNumber(), Y: value[1].AsNumber()))
            .Where(point => point is { X: not null, Y: not null })
            .Select(point => new Spot(point.X!.Value, point.Y!.Value)) // looked at before
            .OrderBy(point => point.X),
    ];

    private static string NameOf(JsonElement metric, JournalWords words)
    {
        var labels = metric.Members().Where(label => label.Key != "__name__").Select(label => $"{words.LineOf(label.Key, 40)}={ValueText.Line(label.Value, words, 60)}");
        var name = metric.Get("__name__").AsText() is { } text ? words.LineOf(text, 80) : "";
        return string.Join(' ', new[] { name, string.Join(", ", labels) }.Where(part => part.Length > 0)) is { Length: > 0 } all ? all : "value";
    }

    private static string Title(JournalActivity activity, JournalWords words) =>
        activity.Provider.Get("arguments").Get("query").AsText() is { } query ? words.LineOf(query, 120) : $"Output of {activity.Name}";

    private static Stretch? MethodOf(Journal journal)
    {
        var times = journal.Method.Where(activity => activity.Start is not null).SelectMany(activity => new[] { activity.Start, activity.End }).OfType<DateTimeOffset>().ToList();
        return times.Count == 0 ? null : new Stretch("method", Seconds(times.Min()), Seconds(times.Max()));
    }

    private static double Seconds(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds() / 1000.0;
}
