using ChaosToolkit.Diagnostics;

namespace ChaosToolkit.Tolerances;

public class ToleranceValidationTests
{
    [Theory]
    [InlineData("null", "CTK0201", "/tolerance")]
    [InlineData("""{"type": "ragne", "range": [0, 1]}""", "CTK0203", "/tolerance/type")]
    [InlineData("""{"pattern": "x"}""", "CTK0204", "/tolerance")]
    [InlineData("{}", "CTK0204", "/tolerance")]
    [InlineData("""{"type": "regex"}""", "CTK0205", "/tolerance")]
    [InlineData("""{"type": "jsonpath", "expect": 1}""", "CTK0205", "/tolerance")]
    [InlineData("""{"type": "range"}""", "CTK0205", "/tolerance")]
    [InlineData("""{"type": "probe", "name": "inner"}""", "CTK0205", "/tolerance")]
    [InlineData("""{"type": "probe", "provider": {"type": "process"}}""", "CTK0205", "/tolerance")]
    [InlineData("""{"type": "regex", "pattern": 5}""", "CTK0206", "/tolerance/pattern")]
    [InlineData("""{"type": "jsonpath", "path": ["$"]}""", "CTK0206", "/tolerance/path")]
    [InlineData("""{"type": "regex", "pattern": "(a"}""", "CTK0207", "/tolerance/pattern")]
    [InlineData("""{"type": "jsonpath", "path": "$[["}""", "CTK0208", "/tolerance/path")]
    [InlineData("""{"type": "jsonpath", "path": "  "}""", "CTK0209", "/tolerance/path")]
    [InlineData("""{"type": "jsonpath", "path": "$", "dialect": "jsonpath3"}""", "CTK0210", "/tolerance/dialect")]
    [InlineData("""{"type": "range", "range": "1-2"}""", "CTK0211", "/tolerance/range")]
    [InlineData("""{"type": "range", "range": [1, 2, 3]}""", "CTK0211", "/tolerance/range")]
    [InlineData("""{"type": "range", "range": [1, "2"]}""", "CTK0212", "/tolerance/range/1")]
    [InlineData("""{"type": "range", "range": ["${low}", 50]}""", "CTK0212", "/tolerance/range/0")]
    public async Task Refuses(string tolerance, string code, string pointer)
    {
        var diagnostic = Assert.Single(await ToleranceSamples.ValidateAsync(tolerance));
        Assert.Equal((code, DiagnosticLevel.Error, pointer), (diagnostic.Code, diagnostic.Level, diagnostic.Pointer));
    }

    [Theory]
    [InlineData("""{"staus": 200}""", "Did you mean 'status'? Add a \"type\"")]
    [InlineData("""{"status": 0, "stdot": "x"}""", "Did you mean 'stdout'? Add")]
    [InlineData("""{"typ": "regex", "pattern": "x"}""", "Did you mean 'type'? Add")]
    [InlineData("""{"pattern": "x"}""", "Add a \"type\"")]
    public async Task Guesses_the_member_that_was_meant_where_a_type_is_missing(string tolerance, string help) =>
        Assert.StartsWith(help, Assert.Single(await ToleranceSamples.ValidateAsync(tolerance)).Help, StringComparison.Ordinal);

    [Fact]
    public async Task Names_the_member_that_an_output_does_not_have_and_points_at_it()
    {
        const string Probe = """{"type": "probe", "name": "p", "provider": {"type": "http", "url": "http://localhost"}, "tolerance": {"status": 200, "stdout": "x"}}""";
        var diagnostic = Assert.Single(await DiagnosticSamples.DiagnoseAsync("e.json", $$$"""
            {"title": "t", "description": "d", "method": [], "steady-state-hypothesis": {"title": "h", "probes": [
            {{{Probe}}}
            ]}}
            """));

        Assert.Equal("The output of this provider has no member 'stdout'.", diagnostic.Message);
        Assert.Equal((2, Probe.IndexOf("\"stdout\"", StringComparison.Ordinal) + 1), (diagnostic.Span?.Range.StartLine, diagnostic.Span?.Range.StartColumn));
    }

    [Theory]
    [InlineData("python", """{"type": "range", "range": [5, 1]}""", "CTK0213", "/tolerance/range")]
    [InlineData("python", "[20, 5]", "CTK0213", "/tolerance")]
    [InlineData("python", "[\"a\", 5]", "CTK0213", "/tolerance")]
    [InlineData("process", "[]", "CTK0214", "/tolerance")]
    [InlineData("http", """{"status": []}""", "CTK0214", "/tolerance/status")]
    [InlineData("process", "true", "CTK0215", "/tolerance")]
    [InlineData("http", "\"ok\"", "CTK0215", "/tolerance")]
    [InlineData("process", """{"type": "regex", "pattern": "ok"}""", "CTK0216", "/tolerance")]
    [InlineData("http", """{"type": "range", "range": [0, 1]}""", "CTK0216", "/tolerance")]
    [InlineData("http", """{"type": "regex", "pattern": "ok", "target": "stdout"}""", "CTK0217", "/tolerance/target")]
    [InlineData("process", """{"body": "x"}""", "CTK0217", "/tolerance/body")]
    [InlineData("python", """{"type": "jsonpath", "path": "$", "count": -1}""", "CTK0218", "/tolerance/count")]
    [InlineData("python", """{"type": "jsonpath", "path": "$.carts[?(@.both)]"}""", "CTK0219", "/tolerance/path")]
    [InlineData("process", "[\"${fine}\", 1]", "CTK0220", "/tolerance/0")]
    [InlineData("python", """{"type": "regex", "pattern": "ok", "traget": "stdout"}""", "CTK0221", "/tolerance/traget")]
    public async Task Warns_of_what_can_never_hold_or_is_likely_a_slip(string provider, string tolerance, string code, string pointer)
    {
        var diagnostic = Assert.Single(await ToleranceSamples.ValidateAsync(tolerance, provider));
        Assert.Equal((code, DiagnosticLevel.Warning, pointer), (diagnostic.Code, diagnostic.Level, diagnostic.Pointer));
    }

    [Theory]
    [InlineData("process", "0")]
    [InlineData("process", "[5, 1]")]
    [InlineData("process", "\"${expected}\"")]
    [InlineData("python", "1.5")]
    [InlineData("python", "\"text\"")]
    [InlineData("python", "false")]
    [InlineData("python", "[1, 5]")]
    [InlineData("http", """{"status": [200, 201], "headers": {"a": "b"}}""")]
    [InlineData("http", """{"type": "jsonpath", "path": "$.status", "count": 1, "dialect": "rfc9535"}""")]
    [InlineData("process", """{"type": "regex", "pattern": "(${unknown}", "target": "stdout"}""")]
    [InlineData("process", """{"type": "regex", "pattern": "${known}", "target": "stdout"}""")]
    [InlineData("python", """{"type": "jsonpath", "path": "$.${unknown}[["}""")]
    public async Task Accepts(string provider, string tolerance) =>
        Assert.Empty(await ToleranceSamples.ValidateAsync(tolerance, provider, """{"known": "a+"}"""));

    [Fact]
    public async Task Suggests_the_type_that_was_meant()
    {
        var diagnostic = Assert.Single(await ToleranceSamples.ValidateAsync("""{"type": "ragne"}"""));
        Assert.Equal("There is no tolerance type 'ragne'.", diagnostic.Message);
        Assert.Equal("Did you mean 'range'? Known: jsonpath, probe, prometheus, range, regex.", diagnostic.Help);
    }

    [Fact]
    public async Task Reports_every_problem() =>
        Assert.Equal(
            ["CTK0221", "CTK0212", "CTK0212"],
            (await ToleranceSamples.ValidateAsync("""{"type": "range", "range": ["1", "2"], "min": 1}""")).Select(diagnostic => diagnostic.Code));

    [Fact]
    public async Task Has_the_provider_of_a_probe_validated_as_a_judge()
    {
        List<string> seen = [];
        await ToleranceSamples.ValidateAsync(
            """{"type": "probe", "name": "judge", "provider": {"type": "python"}}""",
            validateProvider: activity => seen.Add($"{activity.Provider.Pointer} {activity.IsTolerance}"));
        Assert.Equal(["/tolerance/provider True"], seen);
    }
}
