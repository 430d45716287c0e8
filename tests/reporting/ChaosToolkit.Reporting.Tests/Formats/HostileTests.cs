using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ChaosToolkit.Reporting.Formats;

public sealed class HostileTests
{
    [Fact]
    public void No_element_and_no_attribute_comes_from_a_journal()
    {
        var html = Samples.WriteText(Samples.ReportOf("hostile.json"), "html");

        Assert.DoesNotMatch(new Regex("<(script|img|iframe)", RegexOptions.IgnoreCase), html);
        Assert.DoesNotMatch(new Regex("<[^>]*\\son\\w+=", RegexOptions.IgnoreCase), html);
        AssertNothingDrives(html);
    }

    [Fact]
    public void Xml_stays_well_formed()
    {
        var xml = Samples.WriteText(Samples.ReportOf("hostile.json"), "junit");

        Assert.Contains("<script>window.pwned=3</script>", (string?)XDocument.Parse(xml).Root?.Attribute("name"), StringComparison.Ordinal);
        AssertNothingDrives(xml);
    }

    [Fact]
    public void Markdown_has_no_html_and_no_link_of_a_journal()
    {
        var markdown = Samples.WriteText(Samples.ReportOf("hostile.json"), "markdown");

        var outside = Regex.Replace(markdown, @"(?<!\\)(`+)[^`].*?(?<!`)\1(?!`)", "", RegexOptions.Singleline);
        Assert.DoesNotContain("<script", outside, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?<!\\)\]\(javascript", outside);
        AssertNothingDrives(markdown);
    }

    [Theory]
    [InlineData("html", 300_000)]
    [InlineData("markdown", 300_000)]
    [InlineData("junit", 100_000)]
    [InlineData("json", 100_000)]
    [InlineData("pdf", 1_000_000)]
    public void An_output_of_5_MB_is_cut_and_said_so(string format, int most)
    {
        var output = new string('x', 5_000_000);
        var journal = Samples.Parse($$$"""{"experiment": {"title": "Large"}, "status": "completed", "run": [{"activity": {"name": "a", "type": "probe"}, "status": "succeeded", "output": "{{{output}}}"}, {"activity": {"name": "b", "type": "probe"}, "status": "succeeded", "output": {"deep": ["{{{output}}}"]}}]}""");

        var report = Samples.Write(new Report([journal], Samples.Created), format);

        Assert.InRange(report.Length, 1, most);
        if (format is "html" or "markdown")
        {
            Assert.Contains("4,992,000 more characters", Encoding.UTF8.GetString(report), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Outputs_may_be_nested_deeply()
    {
        var deep = new string('[', 900) + new string(']', 900);
        var journal = Samples.Parse($$"""{"experiment": {"title": "Deep"}, "status": "completed", "run": [{"activity": {"name": "a"}, "status": "succeeded", "output": {{deep}}}]}""");

        Assert.All(ReportFormatCatalog.Names, format => Assert.NotEmpty(Samples.Write(new Report([journal], Samples.Created), format)));
    }

    [Theory]
    [InlineData("""{"data": {"result": [{"metric": {}, "values": [[-1e11, "1"], [0, "2"]]}]}}""")]
    [InlineData("""{"data": {"result": [{"metric": {}, "values": [[0, "1"], [1e12, "2"]]}]}}""")]
    [InlineData("""{"data": {"result": [{"metric": {}, "values": [[-1.7e308, "-1.7e308"], [1.7e308, "1.7e308"]]}]}}""")]
    [InlineData("[[100000000000000000, 0], [100000000000000032, 1], [100000000000000000, 1], [100000000000000000, 1], [100000000000000000, 1]]")]
    [InlineData("""{"\ud800abc": 1}""")]
    [InlineData("""[{"\ud800abc": 1, "\udfff": 2}, {"b": 3}]""")]
    public void Any_output_has_a_report(string output)
    {
        var journal = Samples.Parse($$"""{"experiment": {"title": "x"}, "status": "completed", "run": [{"activity": {"name": "a"}, "status": "succeeded", "start": "2026-03-01T10:00:00", "end": "2026-03-01T10:00:01", "output": {{output}}}]}""");

        Assert.All(ReportFormatCatalog.Names, format => Assert.NotEmpty(Samples.Write(new Report([journal], Samples.Created), format)));
    }

    private static void AssertNothingDrives(string text) => Assert.DoesNotContain(text, c => (c < ' ' && c != '\n' && c != '\t') || c is '\u202e' or '\u200f' or '\u2066');
}
