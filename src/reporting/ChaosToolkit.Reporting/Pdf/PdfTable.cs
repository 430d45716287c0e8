using ChaosToolkit.Reporting.Charts;
using ChaosToolkit.Reporting.Contents;

namespace ChaosToolkit.Reporting.Pdf;

/// <summary>Draws tables: columns as wide as they need, rows over pages, the heading again on each.</summary>
internal sealed class PdfTable(PdfPages pages)
{
    private const double Gap = 8;
    private const double Padding = 3.2;
    private const double Narrowest = 42;
    private const int MeasuredRows = 200;
    private readonly PdfFont caption = pages.Fonts.Regular(8.5);
    private readonly PdfFont head = pages.Fonts.Bold(8);
    private readonly PdfFont text = pages.Fonts.Regular(8.5);
    private readonly PdfFont mono = pages.Fonts.Mono(8);
    private readonly PdfFont bold = pages.Fonts.Bold(8.5);

    public void Draw(Table table)
    {
        var rows = table.Rows.ToList();
        var widths = Widths(table.Columns, rows);
        pages.Need(60);
        pages.Paragraph(table.Caption, caption, Ink.Muted, after: 2);
        DrawHead(table.Columns, widths);
        foreach (var row in rows)
        {
            DrawRow(row, table.Columns, widths);
        }

        pages.Y += 10;
    }

    private double[] Widths(IReadOnlyList<string> columns, List<IReadOnlyList<Cell>> rows)
    {
        var natural = columns.Select((column, i) => rows.Take(MeasuredRows).Where(row => i < row.Count).Select(row => Math.Min(320, FontOf(row[i], i).Width(FontOf(row[i], i).Drawable(row[i].Text.ReplaceLineEndings(" "))))).Append(head.Width(head.Drawable(column))).Max() + Gap + 1).ToArray();
        var (room, sum) = (PdfPages.Width, natural.Sum());
        if (sum <= room)
        {
            // What is left over goes to the last column, so that the first ones stay beside each other.
            natural[^1] += room - sum;
            return natural;
        }

        // Columns that need little get it; the others share what is left.
        var fair = room / natural.Length;
        var small = natural.Where(width => width <= fair).Sum();
        var large = natural.Where(width => width > fair).Sum();
        return [.. natural.Select(width => width <= fair ? width : Math.Max(Narrowest, width / large * (room - small)))];
    }

    private void DrawHead(IReadOnlyList<string> columns, double[] widths)
    {
        var cells = columns.Select((column, i) => head.Lines(column, widths[i] - Gap)).ToList();
        var x = PdfPages.Left;
        for (var i = 0; i < cells.Count; i++)
        {
            for (var line = 0; line < cells[i].Count; line++)
            {
                pages.Text(cells[i][line], head, Ink.Muted, x, pages.Y + head.Size + (line * head.LineHeight));
            }

            x += widths[i];
        }

        pages.Y += (cells.Max(lines => lines.Count) * head.LineHeight) + 2;
    }

    private void DrawRow(IReadOnlyList<Cell> row, IReadOnlyList<string> columns, double[] widths)
    {
        var cells = row.Take(widths.Length).Select((cell, i) => FontOf(cell, i).Lines(cell.Text, widths[i] - Gap)).ToList();
        var (height, lines, drawn) = (text.LineHeight, cells.Max(cell => cell.Count), 0);
        while (drawn < lines)
        {
            var fit = (int)((pages.Room - (2 * Padding)) / height);
            if (fit < Math.Min(lines - drawn, 4))
            {
                pages.NewPage();
                DrawHead(columns, widths);
                fit = (int)((pages.Room - (2 * Padding)) / height);
            }

            var now = Math.Min(Math.Max(1, fit), lines - drawn);
            pages.Rule();
            DrawLines(row, cells, widths, drawn, now, height);
            pages.Y += (now * height) + (2 * Padding);
            drawn += now;
        }
    }

    private void DrawLines(IReadOnlyList<Cell> row, List<List<string>> cells, double[] widths, int from, int count, double height)
    {
        var x = PdfPages.Left;
        for (var i = 0; i < cells.Count; i++)
        {
            var font = FontOf(row[i], i);
            var ink = row[i].Tone is { } tone ? PdfColours.Words(tone) : row[i].Link is null ? Ink.Text : Ink.Series1;
            if (row[i].Link is { } link)
            {
                pages.Link(link, x, pages.Y, widths[i] - Gap, count * height);
            }

            for (var line = from; line < Math.Min(from + count, cells[i].Count); line++)
            {
                pages.Text(cells[i][line], font, ink, x, pages.Y + Padding + font.Size + ((line - from) * height));
            }

            x += widths[i];
        }
    }

    private PdfFont FontOf(Cell cell, int column) => cell.Tone is not null || column == 0 ? bold : cell.Code ? mono : text;
}
