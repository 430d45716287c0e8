using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Charts;

/// <summary>One line of a <see cref="LineChart"/>: values over time in seconds since 1970, or over a number.</summary>
internal sealed record Series(string Name, IReadOnlyList<Spot> Points);

/// <summary>A stretch of the horizontal axis that is marked.</summary>
internal sealed record Stretch(string Name, double From, double To);

/// <summary>Measured values as lines; where they were measured over time, with the method's time marked.</summary>
internal sealed class LineChart(string title, IReadOnlyList<Series> series, bool overTime, Stretch? marked = null) : Chart(title)
{
    private const double Plot = 220;
    private const int MostPoints = 400;
    private const int MostSeries = 12;
    private readonly IReadOnlyList<Series> shown = [.. series.Take(MostSeries).Select(one => one with { Points = Thinned(one.Points) })];

    public override string Description => $"{Title}: {string.Join("; ", series.Take(MostSeries).Select(Words))}{(series.Count > MostSeries ? $"; {series.Count - MostSeries} more are not drawn" : "")}.";

    public override IReadOnlyList<IReadOnlyList<string>> Table =>
        [["", "first", "least", "most", "last"], .. series.Take(MostSeries).Select(one => (IReadOnlyList<string>)[one.Name, Number(one.Points[0].Y), Number(one.Points.Min(point => point.Y)), Number(one.Points.Max(point => point.Y)), Number(one.Points[^1].Y)])];

    public override double HeightAt(double width) => Plot + 40 + (shown.Count * 20) + (series.Count > MostSeries ? 20 : 0);

    public override void Draw(ICanvas canvas, double width)
    {
        var points = shown.SelectMany(one => one.Points).ToList();
        var (least, most) = (Math.Min(0, points.Min(point => point.Y)), points.Max(point => point.Y));
        var x = new Scale(points.Min(point => point.X), points.Max(point => point.X), 60, width - 16);
        var y = new Scale(least, most, Plot, 14);
        if (marked is { } stretch)
        {
            var (from, to) = (Math.Clamp(x[stretch.From], 60, width - 16), Math.Clamp(x[stretch.To], 60, width - 16));
            canvas.Box(new(from, 14), Math.Max(2, to - from), Plot - 14, Ink.Fault, light: true, tip: stretch.Name);
            canvas.Text(new(Math.Min(from + 6, width - 80), 26), stretch.Name, Ink.Muted, 11);
        }

        foreach (var mark in y.Marks(5))
        {
            canvas.Line(new(60, y[mark]), new(width - 16, y[mark]), Ink.Grid);
            canvas.Text(new(52, y[mark] + 4), Number(mark), Ink.Muted, 11, Anchor.End);
        }

        var first = points.Min(point => point.X);
        foreach (var mark in overTime ? new Scale(0, points.Max(point => point.X) - first, 0, 1).TimeMarks(6).Select(mark => mark + first) : x.Marks(6))
        {
            canvas.Text(new(x[mark], Plot + 18), overTime ? Clock(mark) : Number(mark), Ink.Muted, 11, Anchor.Middle);
        }

        for (var s = 0; s < shown.Count; s++)
        {
            var places = shown[s].Points.Select(point => new Spot(x[point.X], y[point.Y])).ToList();
            canvas.Path(places, Inks.Series(s));
            if (places.Count < 30)
            {
                places.ForEach(place => canvas.Dot(place, 2.5, Inks.Series(s)));
            }

            canvas.Dot(new(66, Plot + 38 + (s * 20)), 5, Inks.Series(s));
            canvas.Text(new(80, Plot + 42 + (s * 20)), Fit(shown[s].Name, width - 90));
        }

        if (series.Count > MostSeries)
        {
            canvas.Text(new(80, Plot + 42 + (shown.Count * 20)), $"{series.Count - MostSeries} more are not drawn.", Ink.Muted);
        }
    }

    private static string Words(Series one) =>
        $"{one.Name} from {Number(one.Points[0].Y)} to {Number(one.Points[^1].Y)}, at least {Number(one.Points.Min(point => point.Y))}, at most {Number(one.Points.Max(point => point.Y))}";

    // Of each stretch the lowest and the highest stay: a peak must not be lost.
    private static IReadOnlyList<Spot> Thinned(IReadOnlyList<Spot> points)
    {
        if (points.Count <= MostPoints)
        {
            return points;
        }

        var size = (int)Math.Ceiling(points.Count / (MostPoints / 2.0));
        return [.. points.Chunk(size).SelectMany(chunk => new[] { chunk.MinBy(point => point.Y), chunk.MaxBy(point => point.Y) }.DistinctBy(point => point.X).OrderBy(point => point.X))];
    }

    private static string Number(double number) => Moments.Number(number);

    private static string Clock(double seconds) => Moments.OfUnixTime(seconds) is { } moment ? Moments.Clock(moment)[..8] : Number(seconds);
}
