using ChaosToolkit.Reporting.Charts;
using PdfSharp.Drawing;

namespace ChaosToolkit.Reporting.Pdf;

/// <summary>Draws charts as vectors on a page.</summary>
/// <param name="graphics">The page.</param>
/// <param name="origin">Where the chart's upper left corner goes.</param>
/// <param name="scale">Points for each unit of the chart.</param>
internal sealed class PdfCanvas(XGraphics graphics, XPoint origin, double scale) : ICanvas
{
    private readonly Dictionary<(double, bool), PdfFont> fonts = [];

    public void Line(Spot from, Spot to, Ink ink, double width = 1, bool dashed = false)
    {
        var pen = Pen(ink, width);
        if (dashed)
        {
            pen.DashPattern = [3, 2];
        }

        graphics.DrawLine(pen, At(from), At(to));
    }

    public void Path(IReadOnlyList<Spot> points, Ink ink, double width = 2)
    {
        if (points.Count > 1)
        {
            graphics.DrawLines(Pen(ink, width), [.. points.Select(At)]);
        }
    }

    public void Area(IReadOnlyList<Spot> points, Ink ink)
    {
        var colour = PdfColours.Of(ink);
        graphics.DrawPolygon(Pen(ink, 2), new XSolidBrush(XColor.FromArgb(40, colour.R, colour.G, colour.B)), [.. points.Select(At)], XFillMode.Winding);
    }

    public void Box(Spot at, double width, double height, Ink ink, bool light = false, string? tip = null)
    {
        var corner = At(at);
        graphics.DrawRectangle(light ? PdfColours.Light(ink) : PdfColours.Brush(ink), corner.X, corner.Y, width * scale, height * scale);
    }

    public void Dot(Spot centre, double radius, Ink ink, bool filled = true, string? tip = null)
    {
        var (middle, size) = (At(centre), radius * scale);
        if (filled)
        {
            graphics.DrawEllipse(PdfColours.Brush(ink), middle.X - size, middle.Y - size, 2 * size, 2 * size);
        }
        else
        {
            graphics.DrawEllipse(Pen(ink, 1.5), middle.X - size, middle.Y - size, 2 * size, 2 * size);
        }
    }

    public void Text(Spot at, string text, Ink ink = Ink.Text, double size = 12, Anchor anchor = Anchor.Start, bool bold = false)
    {
        if (!fonts.TryGetValue((size, bold), out var font))
        {
            fonts[(size, bold)] = font = bold ? PdfFont.Bold(size * scale * 0.94) : PdfFont.Regular(size * scale * 0.94);
        }

        var line = font.Drawable(text);
        var point = At(at);
        var x = anchor switch { Anchor.Middle => point.X - (font.Width(line) / 2), Anchor.End => point.X - font.Width(line), _ => point.X };
        graphics.DrawString(line, font.Font, PdfColours.Brush(ink), x, point.Y, XStringFormats.BaseLineLeft);
    }

    private XPen Pen(Ink ink, double width) => new(PdfColours.Of(ink), width * scale) { LineJoin = XLineJoin.Round };

    private XPoint At(Spot spot) => new(origin.X + (spot.X * scale), origin.Y + (spot.Y * scale));
}
