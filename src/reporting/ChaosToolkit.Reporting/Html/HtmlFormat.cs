using ChaosToolkit.Reporting.Contents;
using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Html;

/// <summary>One HTML file that needs nothing else: no network, no script; light and dark, for screens and for paper.</summary>
[ReportFormat("html", ".html", ".htm", Alias = "html5")]
internal sealed class HtmlFormat : IReportFormat
{
    // With more runs than this the list of contents is closed at first.
    private const int MostOpen = 12;

    // Should anything ever slip through, a browser is told to run and to fetch nothing.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    private static readonly string Style = ReadStyle();

    /// <inheritdoc/>
    public void Write(Report report, Stream target)
    {
        using var html = new HtmlWriter(target);
        html.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"").Raw(Policy).Raw("\">\n");
        html.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>").Text(report.Title).Raw("</title>\n<style>\n").Raw(Style).Raw("</style>\n</head>\n<body>\n");
        html.Raw("<a class=\"skip\" href=\"#main\">Skip to the contents</a>\n<header class=\"top\">\n<p class=\"eyebrow\">Chaos engineering report</p>\n<h1>").Text(report.Title).Raw("</h1>\n");
        html.Raw("<p class=\"made\">Made ").Text(Moments.Of(report.Created)).Raw(" from ").Text(Moments.Count(report.Runs.Count, "journal")).Raw("</p>\n</header>\n<div class=\"page\">\n");
        var sections = ReportContents.Of(report);
        if (report.Runs.Count == 1)
        {
            sections = [.. sections.Select(section => section with { Blocks = [.. section.Blocks] })]; // looked at twice: the list of contents names them
        }

        WriteContents(html, report, sections);
        html.Raw("<main id=\"main\">\n");
        var blocks = new HtmlBlocks(html, report.Runs.Count == 1 ? 1 : 0);
        foreach (var section in sections)
        {
            blocks.WriteRun(section, withTitle: section.Title != report.Title);
        }

        html.Raw("</main>\n</div>\n<footer class=\"foot\"><p>Times are in UTC. The journals hold everything that was recorded; long outputs are cut here.</p></footer>\n</body>\n</html>\n");
    }

    private static void WriteContents(HtmlWriter html, Report report, IEnumerable<Section> sections)
    {
        var links = report.Runs.Count == 1
            ? sections.First().Blocks.OfType<Section>().Select(section => (section.Id, section.Title)).ToList()
            : [("overview", "Overview"), .. report.Runs.Select((run, i) => (ReportContents.IdOf(i), run.Journal.Start is { } start ? $"{run.Journal.Title}, {Moments.Day(start)}" : run.Journal.Title))];
        html.Raw("<nav class=\"toc\" aria-label=\"Contents\">");
        html.Raw(links.Count > MostOpen ? "<details><summary>Contents</summary>" : "").Raw("<ul>");
        foreach (var (id, title) in links)
        {
            html.Raw("<li><a href=\"#").Raw(id).Raw("\">").Text(title).Raw("</a></li>");
        }

        html.Raw("</ul>").Raw(links.Count > MostOpen ? "</details>" : "").Raw("</nav>\n");
    }

    private static string ReadStyle()
    {
        using var stream = typeof(HtmlFormat).Assembly.GetManifestResourceStream("report.css")!; // embedded by the project
        return new StreamReader(stream).ReadToEnd();
    }
}
