using ChaosToolkit.Reporting.Charts;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace ChaosToolkit.Reporting.Pdf;

/// <summary>Pages that follow each other: where the next line goes, when a new page begins, what stands at their feet.</summary>
internal sealed class PdfPages : IDisposable
{
    public const double Left = 50;
    public const double Top = 56;
    private const double FootHeight = 52;
    private readonly PdfDocument document;
    private readonly Dictionary<int, PdfOutline> outlines = [];
    private XGraphics graphics;
    private PdfPage page;

    public PdfPages(PdfDocument document)
    {
        this.document = document;
        (page, graphics) = Add();
        Y = Top;
    }

    /// <summary>Where the next thing begins, from the top of the page.</summary>
    public double Y { get; set; }

    public double Width => page.Width.Point - (2 * Left);

    public double Bottom => page.Height.Point - FootHeight;

    public double Room => Bottom - Y;

    public XGraphics Graphics => graphics;

    public void NewPage()
    {
        graphics.Dispose();
        (page, graphics) = Add();
        Y = Top;
    }

    /// <summary>Begins a page when less room is left than this.</summary>
    public void Need(double height)
    {
        if (Room < height && Y > Top)
        {
            NewPage();
        }
    }

    /// <summary>A bookmark to where we are.</summary>
    public void Mark(string title, int level)
    {
        var parent = level > 1 ? outlines.GetValueOrDefault(level - 1) : null;
        outlines[level] = (parent?.Outlines ?? document.Outlines).Add(title, page, opened: level == 1);
    }

    /// <summary>A line of text; its base line is given.</summary>
    public void Text(string line, PdfFont font, Ink ink, double x, double y) => graphics.DrawString(line, font.Font, PdfColours.Brush(ink), x, y, XStringFormats.BaseLineLeft);

    /// <summary>A text on as many lines and pages as it takes.</summary>
    public void Paragraph(string text, PdfFont font, Ink ink = Ink.Text, double indent = 0, double after = 6, double? width = null)
    {
        foreach (var line in font.Lines(text, (width ?? Width) - indent))
        {
            Need(font.LineHeight);
            Text(line, font, ink, Left + indent, Y + font.Size);
            Y += font.LineHeight;
        }

        Y += after;
    }

    /// <summary>Writes title and number on each page, once all are there.</summary>
    public void WriteFeet(string title)
    {
        graphics.Dispose();
        var font = PdfFont.Regular(8);
        var lines = font.Lines(title, Width - 80);
        for (var i = 0; i < document.PageCount; i++)
        {
            using var foot = XGraphics.FromPdfPage(document.Pages[i], XGraphicsPdfPageOptions.Append);
            var y = document.Pages[i].Height.Point - 26;
            var number = $"{i + 1} / {document.PageCount}";
            foot.DrawLine(new XPen(PdfColours.Of(Ink.Grid), 0.6), Left, y - 14, Left + Width, y - 14);
            foot.DrawString(lines[0], font.Font, PdfColours.Brush(Ink.Muted), Left, y, XStringFormats.BaseLineLeft);
            foot.DrawString(number, font.Font, PdfColours.Brush(Ink.Muted), Left + Width - font.Width(number), y, XStringFormats.BaseLineLeft);
        }
    }

    public void Dispose() => graphics.Dispose();

    private (PdfPage Page, XGraphics Graphics) Add()
    {
        var added = document.AddPage();
        added.Size = PdfSharp.PageSize.A4;
        return (added, XGraphics.FromPdfPage(added));
    }
}
