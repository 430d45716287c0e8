using System.Text.Json.Nodes;
using System.Xml.Linq;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Reporting.Formats;

public sealed class FormatTests
{
    [Fact]
    public void Formats_are_found_by_their_names() => Assert.Equal(["html", "html5", "json", "junit", "markdown", "pdf"], ReportFormatCatalog.Names);

    [Theory]
    [InlineData("r.html", "html")]
    [InlineData("r.PDF", "pdf")]
    [InlineData("r.md", "markdown")]
    [InlineData("r.xml", "junit")]
    [InlineData("r.json", "json")]
    [InlineData("r", null)]
    public void Endings_name_formats(string path, string? format) => Assert.Equal(format, ReportFormatCatalog.NameFor(path));

    [Fact]
    public void Markdown_is_as_approved() => Snapshot.Verify(Samples.WriteText(Samples.ReportOf("shop.json"), "markdown"));

    [Fact]
    public void The_public_api_is_as_approved() => Snapshot.Verify(ApiPrinter.Print(typeof(Report).Assembly));

    [Fact]
    public void JUnit_has_a_suite_a_journal_and_a_case_an_activity_and_a_verdict()
    {
        var root = XDocument.Parse(Samples.WriteText(Samples.Several(), "junit")).Root!; // a document has one

        Assert.Equal(4, root.Elements("testsuite").Count());
        var suite = root.Elements("testsuite").ElementAt(1);
        Assert.Equal(10, suite.Elements("testcase").Count());
        Assert.Equal(("10", "2", "1"), ((string?)suite.Attribute("tests"), (string?)suite.Attribute("failures"), (string?)suite.Attribute("errors")));
        Assert.Equal("Verdict: Deviated", (string?)suite.Elements("testcase").Last().Attribute("name"));
    }

    [Fact]
    public void Json_sums_up_each_run_and_all_together()
    {
        var json = JsonNode.Parse(Samples.WriteText(Samples.Several(), "json"))!; // an object

        Assert.Equal(2, (int?)json["outcomes"]?["deviated"]);
        Assert.Equal("503", (string?)json["runs"]?[0]?["differences"]?[0]?["observed"]);
        Assert.Equal(4, json["runs"]?.AsArray().Count);
    }

    [Fact]
    public void Html_needs_nothing_else_and_no_script()
    {
        var html = Samples.WriteText(Samples.Several(), "html");

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<link", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("default-src &#39;none&#39;".Replace("&#39;", "'", StringComparison.Ordinal), html, StringComparison.Ordinal);
        Assert.Contains("deviated here", html, StringComparison.Ordinal);
    }
}
