using System.Globalization;
using ChaosToolkit.Reporting.Charts;

namespace ChaosToolkit.Reporting.Pdf;

/// <summary>Pages that follow each other: where the next line goes, when a new page begins, what stands at their feet. A page that is full is written at once.</summary>
internal sealed class PdfPages
{
    public const double Left = 50;
    public const double Top = 56;
    private const double PageWidth = 595.28;
    private const double PageHeight = 841.89;
    private const double FootHeight = 52;
    public const double Width = PageWidth - (2 * Left);
    public const double Bottom = PageHeight - FootHeight;
    private readonly PdfFile file;
    private readonly List<(int Number, int Content, string Links)> written = [];
    private readonly List<PdfOutline> outlines = [];
    private readonly PdfOutline?[] open = new PdfOutline?[8];
    private readonly Dictionary<string, string> destinations = new(StringComparer.Ordinal);
    private readonly List<string> links = [];
    private int page;

    public PdfPages(PdfFile file)
    {
        this.file = file;
        page = file.Reserve();
        Y = Top;
    }

    public PdfFonts Fonts { get; } = new();

    /// <summary>The page that is drawn on.</summary>
    public PdfSheet Sheet { get; private set; } = new(PageHeight);

    /// <summary>Where the next thing begins, from the top of the page.</summary>
    public double Y { get; set; }

    public double Room => Bottom - Y;

    public void NewPage()
    {
        EndPage();
        page = file.Reserve();
        Sheet = new PdfSheet(PageHeight);
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

    /// <summary>A bookmark to where we are, and a place that links lead to.</summary>
    public void Mark(string id, string title, int level)
    {
        var y = PageHeight - Y + 10;
        var outline = new PdfOutline(title, page, y);
        (level > 1 && open[level - 1] is { } parent ? parent.Children : outlines).Add(outline);
        open[level] = outline;
        destinations[id] = $"[{page} 0 R/XYZ null {(int)y} null]";
    }

    /// <summary>Makes a part of the page lead to a place.</summary>
    public void Link(string id, double x, double y, double width, double height) => links.Add(string.Create(
        CultureInfo.InvariantCulture, $"<</Type/Annot/Subtype/Link/Border[0 0 0]/Rect[{x:0.#} {PageHeight - y - height:0.#} {x + width:0.#} {PageHeight - y:0.#}]/Dest/{id}>>"));

    /// <summary>A line of drawable text; its base line is given.</summary>
    public void Text(string line, PdfFont font, Ink ink, double x, double y) => Sheet.Text(line, font, PdfColours.Of(ink), x, y);

    /// <summary>A thin line across.</summary>
    public void Rule() => Sheet.Line(Left, Y, Left + Width, Y, PdfColours.Of(Ink.Grid));

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

    /// <summary>Ends the document: the feet of the pages, the fonts, the bookmarks.</summary>
    /// <returns>The number of the catalog.</returns>
    public int Finish(string title)
    {
        EndPage();
        var font = Fonts.Regular(8);
        var name = font.Lines(title, Width - 80)[0];
        var feet = written.Select((_, i) => Foot(font, name, $"{i + 1} / {written.Count}")).ToList();
        var resources = file.Add($"<</Font<<{Fonts.Embed(file)}>>/ExtGState<</Light<</ca 0.16>>/Full<</ca 1>>>>>>");
        var tree = file.Reserve();
        for (var i = 0; i < written.Count; i++)
        {
            var (number, content, annotations) = written[i];
            file.Add(number, string.Create(CultureInfo.InvariantCulture, $"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {PageWidth} {PageHeight}]/Resources {resources} 0 R/Contents[{content} 0 R {feet[i]} 0 R]{annotations}>>"));
        }

        file.Add(tree, $"<</Type/Pages/Count {written.Count}/Kids[{string.Join(' ', written.Select(one => $"{one.Number} 0 R"))}]>>");
        var bookmarks = outlines.Count > 0 ? $"/PageMode/UseOutlines/Outlines {PdfOutline.Write(file, outlines)} 0 R" : "";
        var places = string.Concat(destinations.Select(destination => $"/{destination.Key}{destination.Value}"));
        return file.Add($"<</Type/Catalog/Pages {tree} 0 R/Lang(en)/ViewerPreferences<</DisplayDocTitle true>>/Dests<<{places}>>{bookmarks}>>");
    }

    private int Foot(PdfFont font, string name, string number)
    {
        var foot = new PdfSheet(PageHeight);
        var y = PageHeight - 26;
        foot.Line(Left, y - 14, Left + Width, y - 14, PdfColours.Of(Ink.Grid));
        foot.Text(name, font, PdfColours.Of(Ink.Muted), Left, y);
        foot.Text(number, font, PdfColours.Of(Ink.Muted), Left + Width - font.Width(number), y);
        return file.AddStream(foot.ToBytes());
    }

    private void EndPage()
    {
        written.Add((page, file.AddStream(Sheet.ToBytes()), links.Count > 0 ? $"/Annots[{string.Concat(links)}]" : ""));
        links.Clear();
    }
}
