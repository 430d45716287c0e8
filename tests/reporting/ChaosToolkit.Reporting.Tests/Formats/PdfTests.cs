using System.Text;
using ChaosToolkit.Reporting.Browser;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Reporting.Formats;

public sealed class PdfTests
{
    [Fact]
    public async Task Text_can_be_selected_in_latin_greek_and_cyrillic()
    {
        var text = await TextOfAsync(Samples.ReportOf("shop.json"));

        Assert.Contains("Orders are taken while the stock is", text, StringComparison.Ordinal);
        Assert.Contains("Αθήνα", text, StringComparison.Ordinal);
        Assert.Contains("Київ", text, StringComparison.Ordinal);
        Assert.Contains("deviated here", text, StringComparison.Ordinal);
        Assert.DoesNotContain("inline-secret-value", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_font_lacks_is_a_placeholder_and_nothing_drives_the_display()
    {
        var text = await TextOfAsync(Samples.ReportOf("hostile.json"));

        Assert.Contains("[U+202E]", text, StringComparison.Ordinal);
        Assert.Contains("□", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, c => c is '\u202e' or '\u001b');
    }

    [Fact]
    public async Task Tables_break_over_pages_and_say_their_headings_again()
    {
        var rows = string.Join(',', Enumerable.Range(0, 90).Select(i => $$"""{"server": "server-{{i}}", "free": {{i}}}"""));
        var journal = Samples.Parse($$"""{"experiment": {"title": "Long table"}, "status": "completed", "run": [{"activity": {"name": "list"}, "status": "succeeded", "output": [{{rows}}]}]}""");

        var text = await TextOfAsync(new Report([journal], Samples.Created));

        Assert.True(text.Split('\f').Count(page => page.Contains("server ", StringComparison.Ordinal) || page.Contains("server\n", StringComparison.Ordinal)) >= 2, text);
        Assert.Contains("server-89", text, StringComparison.Ordinal);
        Assert.Matches("1 ?/ ?[2-9]", text);
    }

    [Fact]
    public void Has_bookmarks_embedded_fonts_and_a_title()
    {
        var pdf = Encoding.Latin1.GetString(Samples.Write(Samples.Several(), "pdf"));

        Assert.Contains("/Type/Outlines", pdf, StringComparison.Ordinal);
        Assert.Contains("/FontFile2", pdf, StringComparison.Ordinal);
        Assert.Contains("/Dest/run-1", pdf, StringComparison.Ordinal);
        Assert.Contains("/Title<FEFF", pdf, StringComparison.Ordinal);
    }

    private static async Task<string> TextOfAsync(Report report)
    {
        var program = Needs.Program("pdftotext");
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.At("report.pdf"), Samples.Write(report, "pdf"), TestContext.Current.CancellationToken);
        return await Programs.OutputOfAsync(program, ["-layout", folder.At("report.pdf"), "-"]);
    }
}
