using System.Text.Json.Nodes;
using ChaosToolkit.Cli.Github;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Validation;

public sealed class ReportFormatTests
{
    private static readonly SourceText Source = new("shop.json", "{\n}\n");

    [Fact]
    public void A_report_shows_the_first_thousand_of_each_level_and_how_many_more_there_are()
    {
        var report = new SourceReport("shop.json", [.. Many(DiagnosticLevel.Warning, 5_000), .. Many(DiagnosticLevel.Error, 1_001)]);

        var json = JsonNode.Parse(JsonReport.Write([report]))!["sources"]![0]!;
        Assert.Equal((2000, 4001, false), (((JsonArray)json["diagnostics"]!).Count, (int)json["omitted"]!, (bool)json["valid"]!));
        var sarif = JsonNode.Parse(SarifReport.Write([report]))!["runs"]![0]!;
        Assert.Equal(2000, ((JsonArray)sarif["results"]!).Count);
        Assert.Equal("shop.json: 1 more error and 4,000 more warnings not shown.", (string?)sarif["invocations"]![0]!["toolExecutionNotifications"]![0]!["message"]!["text"]);
        var github = GithubReport.Write([report]).Split('\n');
        Assert.Equal("::error file=shop.json,title=chaos::1 more error and 4,000 more warnings not shown.", github[2000]);
        Assert.Equal(2002, github.Length);
    }

    [Fact]
    public void What_is_shown_whole_says_nothing_of_more()
    {
        var report = new SourceReport("shop.json", [.. Many(DiagnosticLevel.Warning, 1_000)]);

        Assert.Null(report.Shown.Words);
        Assert.Equal(0, (int)JsonNode.Parse(JsonReport.Write([report]))!["sources"]![0]!["omitted"]!);
        Assert.Null(JsonNode.Parse(SarifReport.Write([report]))!["runs"]![0]!["invocations"]);
    }

    [Fact]
    public void Each_rule_says_what_it_means()
    {
        var rule = JsonNode.Parse(SarifReport.Write([new SourceReport("shop.json", [.. Many(DiagnosticLevel.Error, 1)])]))!["runs"]![0]!["tool"]!["driver"]!["rules"]![0]!;

        Assert.Equal(("CTK0104", "A value of the wrong kind.", "error"), ((string?)rule["id"], (string?)rule["shortDescription"]!["text"], (string?)rule["defaultConfiguration"]!["level"]));
        Assert.Equal("Experiment: A value of the wrong kind.", (string?)rule["fullDescription"]!["text"]);
        Assert.StartsWith("A value of the wrong kind. ", (string?)rule["help"]!["text"], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_line_of_the_reference_is_known_as_a_rule()
    {
        var lines = File.ReadLines(Repository.At("docs", "reference", "errors.md")).Where(line => line.StartsWith("| CTK", StringComparison.Ordinal));

        Assert.Equal(lines.Select(line => line[2..9]).Order(StringComparer.Ordinal), RuleTexts.ByCode.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1, 15, 2, 1, "line=1,endLine=1,col=15")]
    [InlineData(1, 15, 3, 1, "line=1,endLine=2")]
    [InlineData(1, 15, 2, 5, "line=1,endLine=2")]
    [InlineData(1, 15, 1, 15, "line=1,endLine=1,col=15,endColumn=15")]
    public void A_place_that_ends_with_its_line_keeps_its_column(int line, int column, int endLine, int endColumn, string expected) =>
        Assert.Equal($"::error file=a,{expected},title=t::m\n", WorkflowCommand.Of("error", "a", new SourceRange(line, column, endLine, endColumn), "t", "m"));

    [Fact]
    public void Nothing_in_a_workflow_command_can_be_obeyed_by_a_terminal() =>
        Assert.Equal("::error title=·[2J::a%0Ab·c%25\n", WorkflowCommand.Of("error", null, null, "\u001b[2J", "a\r\nb\u001bc%"));

    private static IEnumerable<Diagnostic> Many(DiagnosticLevel level, int count) =>
        Enumerable.Range(0, count).Select(i => new Diagnostic("CTK0104", level, $"m{i}", new SourceSpan(Source, new SourceRange(1, 1, 1, 2)), ""));
}
