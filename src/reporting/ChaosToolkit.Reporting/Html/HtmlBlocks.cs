using System.Globalization;
using ChaosToolkit.Reporting.Charts;
using ChaosToolkit.Reporting.Contents;
using ChaosToolkit.Reporting.Findings;

namespace ChaosToolkit.Reporting.Html;

/// <summary>Shows the blocks of a report as HTML.</summary>
/// <param name="html">Where.</param>
/// <param name="lift">How many levels headings are higher: a report of one run has no headings of runs.</param>
internal sealed class HtmlBlocks(HtmlWriter html, int lift)
{
    private const double ChartWidth = 920;
    private const int LongCode = 25;
    private int charts;

    /// <summary>A run, or the overview.</summary>
    public void WriteRun(Section section, bool withTitle)
    {
        html.Raw("<section class=\"run\" id=\"").Raw(section.Id).Raw("\"").Raw(withTitle ? "" : " aria-label=\"The run\"").Raw(">\n");
        if (withTitle)
        {
            html.Raw("<h2 class=\"title\">").Text(section.Title).Raw("</h2>\n");
        }

        var headingsLift = withTitle ? 0 : lift;
        foreach (var block in section.Blocks)
        {
            Write(block, headingsLift);
        }

        html.Raw("</section>\n");
    }

    private void Write(Block block, int lifted)
    {
        switch (block)
        {
            case Section section:
                WriteHeading(section, lifted);
                foreach (var inner in section.Blocks)
                {
                    Write(inner, lifted);
                }

                html.Raw("</section>\n");
                break;
            case Hero hero:
                WriteHero(hero);
                break;
            case Story story:
                WriteStory(story.Findings, lifted);
                break;
            case Compare compare:
                WriteCompare(compare.Difference);
                break;
            case FactList facts:
                WriteFacts(facts);
                break;
            case Prose prose:
                html.Raw("<p>").Text(prose.Text).Raw("</p>\n");
                break;
            case Table table:
                WriteTable(table);
                break;
            case Figure figure:
                html.Raw("<figure><figcaption>").Text(figure.Chart.Title).Raw("</figcaption><div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"").Text(figure.Chart.Title).Raw("\">");
                SvgCanvas.Draw(html, figure.Chart, "c" + (++charts).ToString(CultureInfo.InvariantCulture), ChartWidth);
                html.Raw("</div></figure>\n");
                break;
            case Code code:
                WriteCode(code);
                break;
            case Entry entry:
                WriteEntry(entry, lifted);
                break;
        }
    }

    private void WriteHeading(Section section, int lifted)
    {
        var level = (section.Level + 1 - lifted).ToString(CultureInfo.InvariantCulture);
        html.Raw("<section class=\"part\" id=\"").Raw(section.Id).Raw("\"><h").Raw(level).Raw(" class=\"title\">").Text(section.Title).Raw("</h").Raw(level).Raw(">\n");
    }

    private void WriteHero(Hero hero)
    {
        html.Raw("<div class=\"hero ").Raw(ClassOf(hero.Tone)).Raw("\"><div><span class=\"badge\">").Text(hero.Word).Raw("</span><p class=\"headline\">").Text(hero.Headline).Raw("</p>");
        if (hero.Description.Length > 0)
        {
            html.Raw("<p class=\"desc\">").Text(hero.Description).Raw("</p>");
        }

        if (hero.Tags.Count > 0)
        {
            html.Raw("<ul class=\"tags\" aria-label=\"Tags\">");
            foreach (var tag in hero.Tags)
            {
                html.Raw("<li>").Text(tag).Raw("</li>");
            }

            html.Raw("</ul>");
        }

        html.Raw("</div><dl class=\"glance\">");
        foreach (var fact in hero.Facts)
        {
            html.Raw("<div><dt>").Text(fact.Name).Raw("</dt><dd>").Text(fact.Value).Raw("</dd></div>");
        }

        html.Raw("</dl></div>\n");
    }

    private void WriteStory(RunFindings findings, int lifted)
    {
        html.Raw("<div class=\"story ").Raw(ClassOf(findings.Tone)).Raw("\">");
        Part("What was believed", "", [findings.Believed]);
        Part("What was done", "", [findings.Done, findings.PutBack]);
        Part("What was found", " class=\"found\"", findings.Found.Count > 0 ? findings.Found : [findings.Headline + "."]);
        html.Raw("</div>\n");

        void Part(string title, string attributes, IEnumerable<string> sentences)
        {
            var level = (3 - lifted).ToString(CultureInfo.InvariantCulture);
            html.Raw("<section").Raw(attributes).Raw("><h").Raw(level).Raw(" class=\"title\">").Raw(title).Raw("</h").Raw(level).Raw(">");
            foreach (var sentence in sentences)
            {
                html.Raw("<p>").Text(sentence).Raw("</p>");
            }

            html.Raw("</section>");
        }
    }

    private void WriteCompare(Difference difference)
    {
        html.Raw("<div class=\"compare\"><p>").Text(difference.Probe).Raw(", ").Text(FindingsWords.When(difference.Phase));
        html.Text(difference.Path.Length > 0 ? $", at {difference.Path}" : "").Raw("</p><dl><div class=\"t-good\"><dt>Expected</dt><dd>").Text(difference.Expected);
        html.Raw("</dd></div><div class=\"t-bad\"><dt>Observed</dt><dd>").Text(difference.Observed).Raw("</dd></div></dl></div>\n");
    }

    private void WriteFacts(FactList facts)
    {
        html.Raw("<dl class=\"facts\">");
        foreach (var fact in facts.Facts)
        {
            html.Raw("<dt>").Text(fact.Name).Raw("</dt><dd>").Text(fact.Value).Raw("</dd>");
        }

        html.Raw("</dl>\n");
    }

    private void WriteTable(Table table)
    {
        var isWide = table.Columns.Count > 3;
        html.Raw(isWide ? "<div class=\"scroll wide\" tabindex=\"0\" role=\"group\" aria-label=\"" : "").Text(isWide ? table.Caption : "").Raw(isWide ? "\">" : "");
        html.Raw(table.Columns.Count == 2 ? "<table class=\"pair\"><caption>" : "<table><caption>").Text(table.Caption).Raw("</caption><thead><tr>");
        foreach (var column in table.Columns)
        {
            html.Raw("<th scope=\"col\">").Text(column).Raw("</th>");
        }

        html.Raw("</tr></thead><tbody>");
        foreach (var row in table.Rows)
        {
            html.Raw("<tr>");
            for (var i = 0; i < row.Count; i++)
            {
                // An empty cell names nothing.
                WriteCell(row[i], i == 0 && row[i].Text.Length > 0);
            }

            html.Raw("</tr>\n");
        }

        html.Raw("</tbody></table>").Raw(isWide ? "</div>\n" : "\n");
    }

    private void WriteCell(Cell cell, bool isFirst)
    {
        html.Raw(isFirst ? "<th scope=\"row\">" : cell.Code ? "<td class=\"mono\">" : "<td>");
        if (cell.Tone is { } tone)
        {
            html.Raw("<span class=\"badge ").Raw(ClassOf(tone)).Raw("\">").Text(cell.Text).Raw("</span>");
        }
        else if (cell.Link is { } link)
        {
            html.Raw("<a href=\"#").Raw(link).Raw("\">").Text(cell.Text).Raw("</a>");
        }
        else
        {
            html.Text(cell.Text);
        }

        html.Raw(isFirst ? "</th>" : "</td>");
    }

    private void WriteCode(Code code)
    {
        var lines = code.Text.AsSpan().Count('\n') + 1;
        var isLong = lines > LongCode;
        html.Raw(isLong ? "<details class=\"more\"><summary>" : "<p class=\"cap\">").Text(code.Caption);
        html.Raw(isLong ? $" ({lines.ToString(CultureInfo.InvariantCulture)} lines)</summary>" : "</p>").Raw("<pre>").Text(code.Text).Raw("</pre>");
        if (code.Note is { } note)
        {
            html.Raw("<p class=\"note\">").Text(note).Raw("</p>");
        }

        html.Raw(isLong ? "</details>\n" : "\n");
    }

    private void WriteEntry(Entry entry, int lifted)
    {
        html.Raw("<details class=\"act ").Raw(ClassOf(entry.Tone)).Raw(entry.Tone is Tone.Bad ? "\" open>" : "\">");
        html.Raw("<summary><span class=\"name\">").Text(entry.Name).Raw("</span><span class=\"kind\">").Text(entry.Kind).Raw("</span><span class=\"when\">").Text(entry.When);
        html.Raw("</span><span class=\"badge\">").Text(entry.Word).Raw("</span></summary><div class=\"in\">");
        foreach (var block in entry.Details)
        {
            Write(block, lifted);
        }

        html.Raw("</div></details>\n");
    }

    private static string ClassOf(Tone tone) => tone switch { Tone.Good => "t-good", Tone.Bad => "t-bad", Tone.Doubtful => "t-doubtful", _ => "t-neutral" };
}
