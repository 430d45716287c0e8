using ChaosToolkit.Reporting.Findings;
using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Charts;

/// <summary>A run on the time axis of a <see cref="TrendChart"/>.</summary>
internal sealed record TrendPoint(DateTimeOffset Moment, string Word, Tone Tone);

/// <summary>The runs of experiments over time, a row each: a dot a run, coloured by what came of it.</summary>
internal sealed class TrendChart(string title, IReadOnlyList<(string Name, IReadOnlyList<TrendPoint> Points)> rows) : Chart(title)
{
    private const double Row = 34;

    public override string Description => $"{Title}: {string.Join("; ", rows.Take(30).Select(row => $"{row.Name}: {Sequence(row.Points)}"))}.";

    public override IReadOnlyList<IReadOnlyList<string>> Table =>
        [["", "runs, the oldest first"], .. rows.Select(row => (IReadOnlyList<string>)[row.Name, Sequence(row.Points)])];

    public override double HeightAt(double width) => (rows.Count * Row) + 30;

    public override void Draw(ICanvas canvas, double width)
    {
        var moments = rows.SelectMany(row => row.Points).Select(point => point.Moment).ToList();
        var left = Math.Min(300, width * 0.36);
        var (first, last) = (moments.Min(), moments.Max());
        var scale = new Scale(0, Math.Max(1, (last - first).TotalSeconds), left + 16, width - 24);
        for (var r = 0; r < rows.Count; r++)
        {
            var y = (r + 0.5) * Row;
            canvas.Text(new(0, y + 4), Fit(rows[r].Name, left - 8));
            canvas.Line(new(left, y), new(width - 8, y), Ink.Grid);
            foreach (var point in rows[r].Points)
            {
                canvas.Dot(new(scale[(point.Moment - first).TotalSeconds], y), 6, Inks.Of(point.Tone), filled: point.Tone != Tone.Neutral, tip: $"{Moments.Of(point.Moment)}: {point.Word}");
            }
        }

        var foot = (rows.Count * Row) + 18;
        canvas.Text(new(left, foot), Moments.Day(first), Ink.Muted, 11);
        canvas.Text(new(width - 8, foot), Moments.Day(last), Ink.Muted, 11, Anchor.End);
    }

    private static string Sequence(IReadOnlyList<TrendPoint> points) =>
        (points.Count > 20 ? $"{points.Count - 20} earlier, then " : "") + string.Join(", ", points.TakeLast(20).Select(point => point.Word.ToLowerInvariant()));
}
