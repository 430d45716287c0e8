using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Charts;

/// <summary>A bar of a <see cref="BarChart"/>.</summary>
internal sealed record Bar(string Label, double Value, Ink Ink = Ink.Series1);

/// <summary>Values side by side, as bars from the left.</summary>
internal sealed class BarChart(string title, IReadOnlyList<Bar> bars, string unit) : Chart(title)
{
    private const double Row = 30;

    public override string Description => $"{Title}: {string.Join("; ", bars.Take(40).Select(bar => $"{bar.Label} {Moments.Number(bar.Value)}"))}.";

    public override IReadOnlyList<IReadOnlyList<string>> Table => [["", unit], .. bars.Select(bar => (IReadOnlyList<string>)[bar.Label, Moments.Number(bar.Value)])];

    public override double HeightAt(double width) => (bars.Count * Row) + 8;

    public override void Draw(ICanvas canvas, double width)
    {
        var left = Math.Min(220, width * 0.34);
        var scale = new Scale(0, Math.Max(1e-9, bars.Select(bar => bar.Value).DefaultIfEmpty(1).Max()), left, width - 60);
        for (var i = 0; i < bars.Count; i++)
        {
            var (bar, y) = (bars[i], 4 + (i * Row));
            canvas.Text(new(left - 12, y + 19), Fit(bar.Label, left - 16), anchor: Anchor.End);
            canvas.Box(new(left, y + 5), width - 60 - left, 20, Ink.Band);
            canvas.Box(new(left, y + 5), Math.Max(2, scale[bar.Value] - left), 20, bar.Ink, tip: $"{bar.Label}: {Moments.Number(bar.Value)} {unit}");
            canvas.Text(new(width - 50, y + 19), Moments.Number(bar.Value), bold: true);
        }
    }
}
