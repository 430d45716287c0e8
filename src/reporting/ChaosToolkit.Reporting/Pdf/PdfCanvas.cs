using ChaosToolkit.Reporting.Charts;

namespace ChaosToolkit.Reporting.Pdf;

/// <summary>Draws charts as vectors on a page.</summary>
/// <param name="pages">The page.</param>
/// <param name="left">Where the chart's upper left corner goes.</param>
/// <param name="top">The same, from above.</param>
/// <param name="scale">Points for each unit of the chart.</param>
internal sealed class PdfCanvas(PdfPages pages, double left, double top, double scale) : ICanvas
{
    public void Line(Spot from, Spot to, Ink ink, double width = 1, bool dashed = false)
    {
        var (start, end) = (At(from), At(to));
        pages.Sheet.Line(start.X, start.Y, end.X, end.Y, PdfColours.Of(ink), width * scale, dashed);
    }

    public void Path(IReadOnlyList<Spot> points, Ink ink, double width = 2) => pages.Sheet.Path(points.Select(At), PdfColours.Of(ink), width * scale, filled: false);

    public void Area(IReadOnlyList<Spot> points, Ink ink) => pages.Sheet.Path(points.Select(At), PdfColours.Of(ink), 2 * scale, filled: true);

    public void Box(Spot at, double width, double height, Ink ink, bool light = false, string? tip = null)
    {
        var corner = At(at);
        pages.Sheet.Box(corner.X, corner.Y, width * scale, height * scale, light ? PdfColours.Light(ink) : PdfColours.Of(ink));
    }

    public void Dot(Spot centre, double radius, Ink ink, bool filled = true, string? tip = null)
    {
        var middle = At(centre);
        pages.Sheet.Circle(middle.X, middle.Y, radius * scale, PdfColours.Of(ink), filled ? null : 1.5 * scale);
    }

    public void Text(Spot at, string text, Ink ink = Ink.Text, double size = 12, Anchor anchor = Anchor.Start, bool bold = false)
    {
        var font = bold ? pages.Fonts.Bold(size * scale * 0.94) : pages.Fonts.Regular(size * scale * 0.94);
        var line = font.Drawable(text);
        var point = At(at);
        var x = anchor switch { Anchor.Middle => point.X - (font.Width(line) / 2), Anchor.End => point.X - font.Width(line), _ => point.X };
        pages.Text(line, font, ink, x, point.Y);
    }

    private Spot At(Spot spot) => new(left + (spot.X * scale), top + (spot.Y * scale));
}
