using System.Globalization;
using System.Text;
using ChaosToolkit.Reporting.Charts;

namespace ChaosToolkit.Reporting.Pdf;

/// <summary>What is drawn on one page, in points from its upper left corner.</summary>
/// <param name="height">The page's height.</param>
internal sealed class PdfSheet(double height)
{
    // How far the handles of a curve lie from its ends, to look like a quarter of a circle.
    private const double Curve = 0.5523;
    private readonly StringBuilder content = new();

    /// <summary>The content as PDF has it.</summary>
    public byte[] ToBytes() => Encoding.ASCII.GetBytes(content.ToString());

    /// <summary>A drawable text; its base line is given.</summary>
    public void Text(string line, PdfFont font, int colour, double x, double y)
    {
        if (line.Length == 0)
        {
            return;
        }

        Colour(colour, "rg").Append("BT /").Append(font.Face.Resource).Append(' ');
        Number(font.Size).Append("Tf ");
        Point(x, y).Append("Td <");
        foreach (var c in line)
        {
            AppendGlyph(font.Face.Use(c));
        }

        content.Append("> Tj ET\n");
    }

    public void Line(double fromX, double fromY, double toX, double toY, int colour, double width = 0.6, bool dashed = false)
    {
        Pen(colour, width);
        content.Append(dashed ? "[3 2] 0 d " : "");
        Point(fromX, fromY).Append("m ");
        Point(toX, toY).Append("l S").Append(dashed ? " [] 0 d\n" : "\n");
    }

    /// <summary>A line through points, or a light area between them with an outline.</summary>
    public void Path(IEnumerable<Spot> points, int colour, double width, bool filled)
    {
        if (filled)
        {
            Colour(colour, "rg");
        }

        Pen(colour, width);
        var first = true;
        foreach (var point in points)
        {
            Point(point.X, point.Y).Append(first ? "m " : "l ");
            first = false;
        }

        content.Append(filled ? "h /Light gs B /Full gs\n" : "S\n");
    }

    public void Box(double x, double y, double width, double boxHeight, int colour, double radius = 0)
    {
        Colour(colour, "rg");
        if (radius == 0)
        {
            Point(x, y + boxHeight);
            Number(width);
            Number(boxHeight).Append("re f\n");
            return;
        }

        var (r, k) = (radius, radius * (1 - Curve));
        Point(x + r, y).Append("m ");
        Point(x + width - r, y).Append("l ");
        Bend(x + width - k, y, x + width, y + k, x + width, y + r);
        Point(x + width, y + boxHeight - r).Append("l ");
        Bend(x + width, y + boxHeight - k, x + width - k, y + boxHeight, x + width - r, y + boxHeight);
        Point(x + r, y + boxHeight).Append("l ");
        Bend(x + k, y + boxHeight, x, y + boxHeight - k, x, y + boxHeight - r);
        Point(x, y + r).Append("l ");
        Bend(x, y + k, x + k, y, x + r, y);
        content.Append("h f\n");
    }

    public void Circle(double x, double y, double radius, int colour, double? outline = null)
    {
        if (outline is { } width)
        {
            Pen(colour, width);
        }
        else
        {
            Colour(colour, "rg");
        }

        var k = radius * Curve;
        Point(x + radius, y).Append("m ");
        Bend(x + radius, y + k, x + k, y + radius, x, y + radius);
        Bend(x - k, y + radius, x - radius, y + k, x - radius, y);
        Bend(x - radius, y - k, x - k, y - radius, x, y - radius);
        Bend(x + k, y - radius, x + radius, y - k, x + radius, y);
        content.Append(outline is null ? "h f\n" : "h S\n");
    }

    private void Bend(double x1, double y1, double x2, double y2, double x3, double y3)
    {
        Point(x1, y1);
        Point(x2, y2);
        Point(x3, y3).Append("c ");
    }

    private void Pen(int colour, double width)
    {
        Colour(colour, "RG");
        Number(width).Append("w ");
    }

    private StringBuilder Colour(int colour, string what)
    {
        Number(((colour >> 16) & 0xff) / 255.0);
        Number(((colour >> 8) & 0xff) / 255.0);
        Number((colour & 0xff) / 255.0);
        return content.Append(what).Append(' ');
    }

    private StringBuilder Point(double x, double y)
    {
        Number(x);
        return Number(height - y);
    }

    private StringBuilder Number(double number) => content.Append(CultureInfo.InvariantCulture, $"{number:0.###} ");

    private void AppendGlyph(int glyph)
    {
        const string Digits = "0123456789ABCDEF";
        content.Append(Digits[glyph >> 12]).Append(Digits[(glyph >> 8) & 15]).Append(Digits[(glyph >> 4) & 15]).Append(Digits[glyph & 15]);
    }
}
