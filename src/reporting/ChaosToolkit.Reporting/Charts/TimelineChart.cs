using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Charts;

/// <summary>Draws a <see cref="Timeline"/>: a lane a row, phases above, the deviation as a line across.</summary>
internal sealed class TimelineChart(string title, Timeline timeline) : Chart(title)
{
    private const double Row = 26;
    private const double Head = 22;
    private const double Foot = 44;

    public override string Description
    {
        get
        {
            var phases = string.Join(", then ", timeline.Lanes[0].Spans.OrderBy(span => span.From).Select(span => span.Tip));
            var deviation = timeline.Deviation is { } at ? $" The hypothesis was first not met {Length(at)} after the start, by {timeline.DeviationName}." : "";
            return $"{Title}, {Length(timeline.Length)} in all. {phases}.{deviation}";
        }
    }

    public override IReadOnlyList<IReadOnlyList<string>> Table =>
        [["lane", "from", "to", "what"], .. timeline.Lanes.SelectMany(lane => lane.Spans.Select(span => (IReadOnlyList<string>)[lane.Name, Offset(span.From), Offset(span.To), span.Tip])).Take(200)];

    public override double HeightAt(double width) => Head + (timeline.Lanes.Count * Row) + Foot;

    public override void Draw(ICanvas canvas, double width)
    {
        var left = Math.Min(220, width * 0.3);
        var scale = new Scale(0, Math.Max(timeline.Length, 1e-3), left, width - 20);
        var bottom = Head + (timeline.Lanes.Count * Row);
        foreach (var mark in scale.TimeMarks(7))
        {
            canvas.Line(new(scale[mark], Head), new(scale[mark], bottom), Ink.Grid);
            canvas.Text(new(scale[mark], bottom + 16), Offset(mark), Ink.Muted, 11, Anchor.Middle);
        }

        for (var i = 0; i < timeline.Lanes.Count; i++)
        {
            DrawLane(canvas, timeline.Lanes[i], Head + (i * Row), left, scale, width);
        }

        if (timeline.Deviation is { } at)
        {
            var x = scale[at];
            canvas.Line(new(x, Head - 4), new(x, bottom), Ink.Bad, 1.5, dashed: true);
            var anchor = x > width * 0.7 ? Anchor.End : x < left + 60 ? Anchor.Start : Anchor.Middle;
            canvas.Text(new(x, Head - 8), "deviated here", Ink.Bad, 11, anchor, bold: true);
        }

        DrawLegend(canvas, left, bottom + 36);
    }

    private static void DrawLane(ICanvas canvas, Lane lane, double y, double left, Scale scale, double width)
    {
        canvas.Line(new(0, y), new(width, y), Ink.Grid);
        canvas.Text(new(0, y + 17), Fit(lane.Name, left - 14));
        foreach (var span in lane.Spans)
        {
            var (from, to) = (scale[span.From], scale[span.To]);
            var light = span.Ink is Ink.Pause or Ink.Fault or Ink.Neutral;
            canvas.Box(new(from, y + 5), Math.Max(3, to - from), Row - 10, span.Ink, light, span.Tip);
            if (span.Name.Length > 0 && to - from > span.Name.Length * 6.2)
            {
                canvas.Text(new(from + 5, y + 17), span.Name, size: 11);
            }
        }
    }

    private static void DrawLegend(ICanvas canvas, double left, double y)
    {
        var x = left;
        foreach (var (name, ink, light) in (IEnumerable<(string, Ink, bool)>)[("action", Ink.Series2, false), ("probe", Ink.Series1, false), ("put back", Ink.Series3, false), ("not as it should be", Ink.Bad, false), ("pause", Ink.Pause, true), ("fault in place", Ink.Fault, true)])
        {
            canvas.Box(new(x, y - 9), 11, 11, ink, light);
            canvas.Text(new(x + 16, y), name, Ink.Muted, 11);
            x += 16 + (name.Length * 6.3) + 16;
        }
    }

    private static string Offset(double seconds) => seconds switch
    {
        < 60 => Moments.Number(Math.Round(seconds, 3)) + " s",
        _ => Length(seconds),
    };

    private static string Length(double seconds) => Moments.Of(TimeSpan.FromSeconds(seconds));
}
