using System.Globalization;
using ChaosToolkit.Reporting.Charts;
using ChaosToolkit.Reporting.Contents;
using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Pdf;

/// <summary>PDF, drawn here: fonts embedded, bookmarks, numbered pages, charts as vectors, text that can be selected.</summary>
[ReportFormat("pdf", ".pdf")]
internal sealed class PdfFormat : IReportFormat
{
    // From here on activities that ended well are a line each.
    private const int ManyActivities = 1000;

    /// <inheritdoc/>
    public void Write(Report report, Stream target)
    {
        var file = new PdfFile(target);
        var pages = new PdfPages(file);
        var fonts = pages.Fonts;
        pages.Paragraph("CHAOS ENGINEERING REPORT", fonts.Bold(8), Ink.Muted, after: 4);
        pages.Paragraph(report.Title, fonts.Bold(24), after: 4);
        pages.Paragraph($"Made {Moments.Of(report.Created)} from {Moments.Count(report.Runs.Count, "journal")}. Times are in UTC.", fonts.Regular(9), Ink.Muted, after: 16);
        var isLong = report.Runs.Sum(run => run.Journal.Activities.Count()) > ManyActivities;
        if (isLong)
        {
            pages.Paragraph("Activities that ended well are told in a line each; the report in HTML has their details.", fonts.Regular(9), Ink.Muted, after: 12);
        }

        var blocks = new PdfBlocks(pages, report.Title, isLong);
        foreach (var section in ReportContents.Of(report))
        {
            blocks.Write(section);
        }

        var catalog = pages.Finish(report.Title);
        var created = report.Created.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        file.Finish(catalog, file.Add($"<</Title{PdfFile.Text(report.Title)}/Creator(ChaosToolkit for .NET)/CreationDate(D:{created}Z)>>"));
    }
}
