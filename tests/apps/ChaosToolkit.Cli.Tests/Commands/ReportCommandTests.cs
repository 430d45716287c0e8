using ChaosToolkit.Reporting;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Commands;

public sealed class ReportCommandTests : IDisposable
{
    private const string Journal = """{"experiment": {"title": "In ${region}", "method": []}, "status": "completed", "run": [], "start": "2026-03-01T10:00:00"}""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_formats_of_the_help_are_those_that_there_are() => Assert.Equal(ReportFormatCatalog.Names, ReportCommand.Formats);

    [Theory]
    [InlineData("report.html", "<!DOCTYPE html>")]
    [InlineData("report.pdf", "%PDF-1.7")]
    [InlineData("report.md", "# In ${region}")]
    [InlineData("report.xml", "<?xml")]
    [InlineData("report.json", "{")]
    public async Task The_ending_says_the_format(string report, string beginning)
    {
        folder.Write("journal.json", Journal);

        var result = await ChaosProcess.RunAsync(folder, "report", "journal.json", report);

        Assert.Equal((0, $"Report generated as '{report}'\n"), (result.ExitCode, result.Output));
        Assert.StartsWith(beginning, folder.Read(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expands_patterns_and_leaves_the_report_itself_out()
    {
        folder.Write("a.json", Journal);
        folder.Write("deep/er/b.json", Journal);
        folder.Write("all.json", "an older report");

        var result = await ChaosProcess.RunAsync(folder, "report", "--export-format", "json", "**/*.json", "a.json", "all.json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2, folder.Read("all.json").Split("\"journal\":").Length - 1);
    }

    [Fact]
    public async Task Takes_a_title_and_values_for_references()
    {
        folder.Write("journal.json", Journal);
        folder.Write("vars.yaml", "configuration:\n  region: Berlin\n  year: 1999\n");

        await ChaosProcess.RunAsync(folder, "report", "--title", "Report of ${year}", "--var-file", "vars.yaml", "--var", "year:int=2026", "journal.json", "report.md");

        Assert.StartsWith("# Report of 2026\n", folder.Read("report.md"), StringComparison.Ordinal);
        Assert.Contains("## In Berlin", folder.Read("report.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "there is no journal 'missing.json'", "missing.json", "report.html")]
    [InlineData(1, "experiment.json:1: this is not a journal: it is an experiment.", "experiment.json", "report.html")]
    [InlineData(1, "broken.json:2:", "broken.json", "report.html")]
    [InlineData(2, "The ending of 'report' says no format.", "journal.json", "report")]
    [InlineData(2, "There are at least one journal and the report to give", "journal.json")]
    [InlineData(2, "--export-format cannot be 'docx'", "--export-format", "docx", "journal.json", "report.docx")]
    public async Task Says_what_it_cannot_use_and_leaves_an_older_report(int exitCode, string message, params string[] arguments)
    {
        folder.Write("journal.json", Journal);
        folder.Write("experiment.json", """{"title": "x", "description": "x", "method": []}""");
        folder.Write("broken.json", "{\n");
        folder.Write("report.html", "older");

        var result = await ChaosProcess.RunAsync(folder, ["report", .. arguments]);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("older", folder.Read("report.html"));
    }

    [Fact]
    public async Task Says_why_a_report_cannot_be_written()
    {
        folder.Write("journal.json", Journal);

        var result = await ChaosProcess.RunAsync(folder, "report", "journal.json", "no/such/report.html");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The report cannot be written to 'no/such/report.html'", result.Errors, StringComparison.Ordinal);
    }
}
