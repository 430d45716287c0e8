using ChaosToolkit.Reporting.Charts;
using ChaosToolkit.Reporting.Contents;
using ChaosToolkit.Reporting.Journals;
using PdfSharp.Pdf;

namespace ChaosToolkit.Reporting.Pdf;

/// <summary>PDF, drawn here: fonts embedded, bookmarks, numbered pages, charts as vectors, text that can be selected.</summary>
[ReportFormat("pdf", ".pdf")]
internal sealed class PdfFormat : IReportFormat
{
    // From here on activities that ended well are a line each.
    private const int ManyActivities = 500;

    /// <inheritdoc/>
    public void Write(Report report, Stream target)
    {
        using var document = new PdfDocument();
        document.Info.Title = report.Title;
        document.Info.Creator = "ChaosToolkit for .NET";
        document.Info.CreationDate = report.Created.UtcDateTime;
        document.Options.CompressContentStreams = true;
        document.Language = "en";
        using var pages = new PdfPages(document);
        pages.Paragraph("CHAOS ENGINEERING REPORT", PdfFont.Bold(8), Ink.Muted, after: 4);
        pages.Paragraph(report.Title, PdfFont.Bold(24), after: 4);
        pages.Paragraph($"Made {Moments.Of(report.Created)} from {Moments.Count(report.Runs.Count, "journal")}. Times are in UTC.", PdfFont.Regular(9), Ink.Muted, after: 16);
        var isLong = report.Runs.Sum(run => run.Journal.Activities.Count()) > ManyActivities;
        if (isLong)
        {
            pages.Paragraph("Activities that ended well are told in a line each; the report in HTML has their details.", PdfFont.Regular(9), Ink.Muted, after: 12);
        }

        var blocks = new PdfBlocks(pages, isLong);
        foreach (var section in ReportContents.Of(report))
        {
            blocks.Write(section);
        }

        pages.WriteFeet(report.Title);
        document.Save(target, closeStream: false);
    }
}
