using ChaosToolkit.Reporting.Charts;
using ChaosToolkit.Reporting.Contents;
using ChaosToolkit.Reporting.Findings;

namespace ChaosToolkit.Reporting.Pdf;

/// <summary>Shows the blocks of a report on pages.</summary>
/// <param name="pages">Where.</param>
/// <param name="title">The report's title; a run of the same title does not say it again.</param>
/// <param name="onlyWhatMatters">Whether activities that ended well are a line each: of very many nobody reads the details on paper.</param>
internal sealed class PdfBlocks(PdfPages pages, string title, bool onlyWhatMatters)
{
    private const double ChartWidth = 760;
    private readonly PdfTable tables = new(pages);
    private readonly PdfFont body = pages.Fonts.Regular(9.5);
    private readonly PdfFont small = pages.Fonts.Regular(8.5);
    private readonly PdfFont strong = pages.Fonts.Bold(9.5);
    private readonly PdfFont label = pages.Fonts.Bold(8);
    private readonly PdfFont mono = pages.Fonts.Mono(7.8);
    private readonly PdfFont large = pages.Fonts.Bold(17);
    private readonly PdfFont[] headings = [pages.Fonts.Bold(19), pages.Fonts.Bold(13), pages.Fonts.Bold(11)];

    public void Write(Block block)
    {
        switch (block)
        {
            case Section section:
                WriteSection(section);
                break;
            case Hero hero:
                WriteHero(hero);
                break;
            case Story story:
                WriteStory(story.Findings);
                break;
            case Compare compare:
                WriteCompare(compare.Difference);
                break;
            case FactList facts:
                WriteFacts(facts.Facts);
                break;
            case Prose prose:
                pages.Paragraph(prose.Text, body);
                break;
            case Table table:
                tables.Draw(table);
                break;
            case Figure figure:
                WriteChart(figure.Chart);
                break;
            case Code code:
                WriteCode(code);
                break;
            case Entry entry:
                WriteEntry(entry);
                break;
        }
    }

    private void WriteSection(Section section)
    {
        var font = headings[Math.Min(section.Level, headings.Length) - 1];
        if (section.Level == 1)
        {
            if (pages.Y > PdfPages.Top + 120)
            {
                pages.NewPage();
            }
        }
        else
        {
            pages.Y += 10;

            // A heading stays with its chart.
            pages.Need(section.Blocks.FirstOrDefault() is Figure figure ? Math.Min(HeightOf(figure.Chart) + 80, PdfPages.Bottom - PdfPages.Top) : 90);
        }

        pages.Mark(section.Id, section.Title, section.Level);
        if (section.Level > 1 || section.Title != title)
        {
            pages.Paragraph(section.Title, font, after: section.Level == 1 ? 10 : 6);
        }

        foreach (var block in section.Blocks)
        {
            Write(block);
        }
    }

    private void WriteHero(Hero hero)
    {
        pages.Need(120);
        var width = label.Width(label.Drawable(hero.Word)) + 16;
        pages.Sheet.Box(PdfPages.Left, pages.Y, width, 16, PdfColours.Ground(hero.Tone), radius: 8);
        pages.Text(label.Drawable(hero.Word), label, PdfColours.Words(hero.Tone), PdfPages.Left + 8, pages.Y + 11);
        pages.Y += 24;
        pages.Paragraph(hero.Headline, large, PdfColours.Words(hero.Tone), after: 4);
        if (hero.Description.Length > 0)
        {
            pages.Paragraph(hero.Description, body, Ink.Muted);
        }

        if (hero.Tags.Count > 0)
        {
            pages.Paragraph("Tags: " + string.Join(", ", hero.Tags), small, Ink.Muted);
        }

        pages.Y += 4;
        pages.Need(40);
        var (y, step) = (pages.Y, PdfPages.Width / hero.Facts.Count);
        var lowest = y;
        for (var i = 0; i < hero.Facts.Count; i++)
        {
            var x = PdfPages.Left + (i * step);
            pages.Text(hero.Facts[i].Name, label, Ink.Muted, x, y + 9);
            var lines = strong.Lines(hero.Facts[i].Value, step - 8);
            for (var line = 0; line < Math.Min(lines.Count, 4); line++)
            {
                pages.Text(lines[line], strong, Ink.Text, x, y + 22 + (line * strong.LineHeight));
                lowest = Math.Max(lowest, y + 22 + ((line + 1) * strong.LineHeight));
            }
        }

        pages.Y = lowest + 6;
    }

    private void WriteStory(RunFindings findings)
    {
        Part("What was believed", [findings.Believed]);
        Part("What was done", [findings.Done, findings.PutBack]);
        Part("What was found", findings.Found.Count > 0 ? findings.Found : [findings.Headline + "."]);

        void Part(string title, IEnumerable<string> sentences)
        {
            pages.Need(34);
            pages.Paragraph(title, label, Ink.Muted, after: 1);
            foreach (var sentence in sentences)
            {
                pages.Paragraph(sentence, body, after: 2);
            }

            pages.Y += 6;
        }
    }

    private void WriteCompare(Difference difference)
    {
        pages.Need(70);
        pages.Paragraph($"{difference.Probe}, {FindingsWords.When(difference.Phase)}{(difference.Path.Length > 0 ? ", at " + difference.Path : "")}", strong, after: 3);
        var (half, y) = ((PdfPages.Width - 12) / 2, pages.Y);
        var sides = new[] { ("Expected", difference.Expected, Tone.Good), ("Observed", difference.Observed, Tone.Bad) }
            .Select(side => (side.Item1, Lines: mono.Lines(side.Item2, half - 16).Take(8).ToList(), Tone: side.Item3)).ToList();
        var height = 24 + (sides.Max(side => side.Lines.Count) * mono.LineHeight);
        for (var i = 0; i < sides.Count; i++)
        {
            var x = PdfPages.Left + (i * (half + 12));
            pages.Sheet.Box(x, y, half, height, PdfColours.Ground(sides[i].Tone), radius: 4);
            pages.Text(sides[i].Item1, label, PdfColours.Words(sides[i].Tone), x + 8, y + 13);
            for (var line = 0; line < sides[i].Lines.Count; line++)
            {
                pages.Text(sides[i].Lines[line], mono, Ink.Text, x + 8, y + 26 + (line * mono.LineHeight));
            }
        }

        pages.Y = y + height + 10;
    }

    private void WriteFacts(IReadOnlyList<Fact> facts)
    {
        foreach (var fact in facts)
        {
            pages.Need(small.LineHeight);
            var y = pages.Y;
            pages.Text(small.Drawable(fact.Name), small, Ink.Muted, PdfPages.Left, y + small.Size);
            pages.Paragraph(fact.Value, small, indent: 120, after: 1);
        }

        pages.Y += 5;
    }

    private static double HeightOf(Chart chart) => chart.HeightAt(ChartWidth) * PdfPages.Width / ChartWidth;

    private void WriteChart(Chart chart)
    {
        var scale = PdfPages.Width / ChartWidth;
        var height = chart.HeightAt(ChartWidth) * scale;

        // A chart is never torn apart; one that is higher than a page is drawn smaller.
        var most = PdfPages.Bottom - PdfPages.Top - 30;
        if (height > most)
        {
            (scale, height) = (scale * most / height, most);
        }

        pages.Need(height + 24);
        pages.Paragraph(chart.Title, small, Ink.Muted, after: 4);
        chart.Draw(new PdfCanvas(pages, PdfPages.Left, pages.Y, scale), ChartWidth);
        pages.Y += height + 12;
    }

    private void WriteCode(Code code)
    {
        pages.Need(40);
        pages.Paragraph(code.Caption, small, Ink.Muted, after: 2);
        pages.Paragraph(code.Text, mono, indent: 8, after: 4);
        if (code.Note is { } note)
        {
            pages.Paragraph(note, small, Ink.Doubtful);
        }
    }

    private void WriteEntry(Entry entry)
    {
        pages.Need(34);
        pages.Rule();
        pages.Y += 4;
        var word = label.Drawable(entry.Word);
        pages.Text(word, label, PdfColours.Words(entry.Tone), PdfPages.Left + PdfPages.Width - label.Width(word), pages.Y + strong.Size);
        pages.Paragraph(entry.Name, strong, after: 0, width: PdfPages.Width - 90);
        pages.Paragraph($"{entry.Kind} · {entry.When}", small, Ink.Muted, after: 3);
        if (onlyWhatMatters && entry.Tone == Tone.Good)
        {
            return;
        }

        foreach (var block in entry.Details)
        {
            Write(block);
        }

        pages.Y += 4;
    }
}
