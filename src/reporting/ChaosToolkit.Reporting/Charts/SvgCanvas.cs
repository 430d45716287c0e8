using System.Globalization;
using ChaosToolkit.Reporting.Html;

namespace ChaosToolkit.Reporting.Charts;

/// <summary>Draws into HTML as SVG; colours are classes, so that they follow the theme.</summary>
internal sealed class SvgCanvas(HtmlWriter html) : ICanvas
{
    /// <summary>Draws a chart with its title and description.</summary>
    public static void Draw(HtmlWriter html, Chart chart, string id, double width)
    {
        var height = chart.HeightAt(width);
        html.Raw("<svg role=\"img\" viewBox=\"0 0 ").Raw(Number(width)).Raw(" ").Raw(Number(height)).Raw("\" width=\"").Raw(Number(width)).Raw("\" height=\"").Raw(Number(height));
        html.Raw("\" aria-labelledby=\"").Raw(id).Raw("t ").Raw(id).Raw("d\"><title id=\"").Raw(id).Raw("t\">").Text(chart.Title).Raw("</title><desc id=\"").Raw(id).Raw("d\">").Text(chart.Description).Raw("</desc>");
        chart.Draw(new SvgCanvas(html), width);
        html.Raw("</svg>\n");
    }

    public void Line(Spot from, Spot to, Ink ink, double width = 1, bool dashed = false)
    {
        html.Raw("<line").At("x1", from.X).At("y1", from.Y).At("x2", to.X).At("y2", to.Y);
        html.Raw(" class=\"").Raw(Stroke(ink)).Raw("\" stroke-width=\"").Raw(Number(width)).Raw(dashed ? "\" stroke-dasharray=\"4 3\"/>" : "\"/>");
    }

    public void Path(IReadOnlyList<Spot> points, Ink ink, double width = 2)
    {
        html.Raw("<polyline points=\"");
        Points(points);
        html.Raw("\" fill=\"none\" stroke-linejoin=\"round\" class=\"").Raw(Stroke(ink)).Raw("\" stroke-width=\"").Raw(Number(width)).Raw("\"/>");
    }

    public void Area(IReadOnlyList<Spot> points, Ink ink)
    {
        html.Raw("<polygon points=\"");
        Points(points);
        html.Raw("\" fill-opacity=\".16\" stroke-width=\"2\" class=\"").Raw(Fill(ink)).Raw(" ").Raw(Stroke(ink)).Raw("\"/>");
    }

    public void Box(Spot at, double width, double height, Ink ink, bool light = false, string? tip = null)
    {
        html.Raw("<rect").At("x", at.X).At("y", at.Y).At("width", width).At("height", height);
        html.Raw(" rx=\"2\" class=\"").Raw(Fill(ink)).Raw(light ? " lt\"" : "\"");
        End("rect", tip);
    }

    public void Dot(Spot centre, double radius, Ink ink, bool filled = true, string? tip = null)
    {
        html.Raw("<circle").At("cx", centre.X).At("cy", centre.Y).At("r", radius);
        html.Raw(" class=\"").Raw(filled ? Fill(ink) : Stroke(ink)).Raw(filled ? "\"" : "\" fill=\"none\" stroke-width=\"1.5\"");
        End("circle", tip);
    }

    public void Text(Spot at, string text, Ink ink = Ink.Text, double size = 12, Anchor anchor = Anchor.Start, bool bold = false)
    {
        html.Raw("<text").At("x", at.X).At("y", at.Y).At("font-size", size);
        html.Raw(anchor switch { Anchor.Middle => " text-anchor=\"middle\"", Anchor.End => " text-anchor=\"end\"", _ => "" });
        html.Raw(" class=\"").Raw(Fill(ink)).Raw(bold ? " b\">" : "\">").Text(text).Raw("</text>");
    }

    private void End(string name, string? tip)
    {
        if (tip is null)
        {
            html.Raw("/>");
        }
        else
        {
            html.Raw("><title>").Text(tip).Raw("</title></").Raw(name).Raw(">");
        }
    }

    private void Points(IReadOnlyList<Spot> points)
    {
        foreach (var point in points)
        {
            html.Raw(Number(point.X)).Raw(",").Raw(Number(point.Y)).Raw(" ");
        }
    }

    private static string Fill(Ink ink) => "f-" + ink;

    private static string Stroke(Ink ink) => "s-" + ink;

    private static string Number(double number) => Math.Round(number, 2).ToString(CultureInfo.InvariantCulture);
}
