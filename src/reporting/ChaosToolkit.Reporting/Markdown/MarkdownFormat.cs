using System.Text;
using ChaosToolkit.Reporting.Contents;
using ChaosToolkit.Reporting.Findings;
using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Markdown;

/// <summary>Markdown as code hosts and wikis show it; charts are tables.</summary>
[ReportFormat("markdown", ".md", ".markdown")]
internal sealed class MarkdownFormat : IReportFormat
{
    /// <inheritdoc/>
    public void Write(Report report, Stream target)
    {
        using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine($"# {MarkdownText.Of(report.Title)}\n");
        writer.WriteLine($"Made {Moments.Of(report.Created)} from {Moments.Count(report.Runs.Count, "journal")}. Times are in UTC.\n");
        foreach (var section in ReportContents.Of(report))
        {
            Write(writer, section);
        }
    }

    private static void Write(StreamWriter writer, Block block)
    {
        switch (block)
        {
            case Section section:
                writer.WriteLine($"<a id=\"{section.Id}\"></a>\n");
                writer.WriteLine($"{new string('#', section.Level + 1)} {MarkdownText.Of(section.Title)}\n");
                WriteAll(writer, section.Blocks);
                break;
            case Hero hero:
                writer.WriteLine($"**{MarkdownText.Of(hero.Word)}: {MarkdownText.Of(hero.Headline)}**\n");
                WriteParagraph(writer, hero.Description);
                WriteParagraph(writer, hero.Tags.Count > 0 ? "Tags: " + string.Join(", ", hero.Tags) : "");
                WriteFacts(writer, hero.Facts);
                break;
            case Story { Findings: var findings }:
                writer.WriteLine($"- **What was believed:** {MarkdownText.Of(findings.Believed)}");
                writer.WriteLine($"- **What was done:** {MarkdownText.Of(findings.Done)} {MarkdownText.Of(findings.PutBack)}");
                writer.WriteLine($"- **What was found:** {MarkdownText.Of(findings.Found.Count > 0 ? string.Join(' ', findings.Found) : findings.Headline + ".")}\n");
                break;
            case Compare { Difference: var difference }:
                writer.WriteLine($"- {MarkdownText.Of(difference.Probe)}, {FindingsWords.When(difference.Phase)}{(difference.Path.Length > 0 ? ", at " + MarkdownText.Code(difference.Path) : "")}");
                writer.WriteLine($"  - expected: {MarkdownText.Code(difference.Expected)}\n  - observed: {MarkdownText.Code(difference.Observed)}\n");
                break;
            case FactList facts:
                WriteFacts(writer, facts.Facts);
                break;
            case Prose prose:
                WriteParagraph(writer, prose.Text);
                break;
            case Table table:
                writer.WriteLine($"{MarkdownText.Of(table.Caption)}:\n");
                WriteTable(writer, table.Columns, table.Rows.Select(row => row.Select(OfCell)));
                break;
            case Figure figure:
                writer.WriteLine($"{MarkdownText.Of(figure.Chart.Title)}:\n");
                WriteTable(writer, figure.Chart.Table[0], figure.Chart.Table.Skip(1).Select(row => row.Select(MarkdownText.Of)));
                break;
            case Code code:
                var fence = MarkdownText.FenceFor(code.Text);
                writer.WriteLine($"{MarkdownText.Of(code.Caption)}:\n\n{fence}text\n{code.Text}\n{fence}\n");
                WriteParagraph(writer, code.Note ?? "");
                break;
            case Entry entry:
                writer.WriteLine($"#### {MarkdownText.Of(entry.Name)}: {MarkdownText.Of(entry.Word)}\n");
                WriteParagraph(writer, $"{entry.Kind}, {entry.When}");
                WriteAll(writer, entry.Details);
                break;
        }
    }

    private static void WriteAll(StreamWriter writer, IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            Write(writer, block);
        }
    }

    private static void WriteParagraph(StreamWriter writer, string text)
    {
        if (text.Length > 0)
        {
            writer.WriteLine(MarkdownText.Of(text) + "\n");
        }
    }

    private static void WriteFacts(StreamWriter writer, IReadOnlyList<Fact> facts) =>
        WriteTable(writer, ["", ""], facts.Select(fact => new[] { MarkdownText.Of(fact.Name), MarkdownText.Of(fact.Value) }));

    private static void WriteTable(StreamWriter writer, IReadOnlyList<string> columns, IEnumerable<IEnumerable<string>> rows)
    {
        writer.WriteLine($"| {string.Join(" | ", columns.Select(MarkdownText.Of))} |");
        writer.WriteLine($"|{string.Concat(columns.Select(_ => " --- |"))}");
        foreach (var row in rows)
        {
            writer.WriteLine($"| {string.Join(" | ", row)} |");
        }

        writer.WriteLine();
    }

    private static string OfCell(Cell cell) =>
        cell.Link is { } link ? $"[{MarkdownText.Of(cell.Text)}](#{link})"
        : cell.Tone is not null ? $"**{MarkdownText.Of(cell.Text)}**"
        : cell.Code ? MarkdownText.CodeInCell(cell.Text)
        : MarkdownText.Of(cell.Text);
}
