using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

public class TypedToleranceTests
{
    private const string Cluster =
        """{"status": 200, "headers": {}, "body": {"cluster": "blue", "leader": null, "ready": true, "epoch": 7, "lag": 0.0, "nodes": [{"id": "n1", "zones": ["a", "b"]}, {"id": "n2", "zones": []}]}}""";

    [Theory]
    [InlineData("41.5\\n", true)]
    [InlineData(" 22.75 ", true)]
    [InlineData("4e1", true)]
    [InlineData("+4.0E+1", true)]
    [InlineData("10", true)]
    [InlineData("50", true)]
    [InlineData("50.01", false)]
    [InlineData("50.00000000000000000000000000000001", false)]
    [InlineData("5e999999999999", false)]
    [InlineData("-5e999999999999", false)]
    [InlineData("1e-999999999999", false)]
    [InlineData("12 ms", false)]
    [InlineData("", false)]
    [InlineData(".", false)]
    [InlineData("nan", false)]
    [InlineData("inf", false)]
    [InlineData("1e", false)]
    public async Task Ranges_take_text_that_holds_a_number(string text, bool isMet) =>
        Assert.Equal(isMet, (await ToleranceSamples.CheckAsync("""{"type": "range", "range": [10, 50], "target": "stdout"}""", $$"""{"status": 0, "stdout": "{{text}}"}""")).IsMet);

    [Theory]
    [InlineData("[-1, 0]", "-0.5", true)]
    [InlineData("[0.1, 0.3]", "\"0.3\"", true)]
    [InlineData("[0.1, 0.3]", "0.1", true)]
    [InlineData("[0.1, 0.3]", "0.30000000000000004", false)]
    [InlineData("[0, 1]", "true", true)]
    [InlineData("[0, 123456789012345678901234567890]", "123456789012345678901234567890", true)]
    [InlineData("[0, 123456789012345678901234567890]", "123456789012345678901234567891", false)]
    [InlineData("[0, 0]", "-0.0", true)]
    [InlineData("[5, 1]", "3", false)]
    [InlineData("[1]", "1", false)]
    [InlineData("[0, 1]", "null", false)]
    [InlineData("[0, 1]", "{}", false)]
    public async Task Ranges_are_compared_in_decimal_and_inclusive(string range, string output, bool isMet) =>
        Assert.Equal(isMet, (await ToleranceSamples.CheckAsync($$"""{"type": "range", "range": {{range}}}""", output)).IsMet);

    [Theory]
    [InlineData("[0-9]{4}-[0-9]{2}", "\"audit-2024-11.log\"", true)]
    [InlineData("^audit", "\"audit-2024-11.log\"", true)]
    [InlineData("^[0-9]", "\"audit-2024-11.log\"", false)]
    [InlineData("x", "{\"status\": 0}", false)]
    [InlineData("5", "5", false)]
    [InlineData("(", "\"(\"", false)]
    public async Task Regular_expressions_are_searched_in_text(string pattern, string output, bool isMet) =>
        Assert.Equal(isMet, (await ToleranceSamples.CheckAsync($$"""{"type": "regex", "pattern": "{{pattern}}"}""", output)).IsMet);

    [Theory]
    [InlineData("^rate ${region} ${rate}$", "rate eu 19\\n", true)]
    [InlineData("^rate $region ", "rate eu 19\\n", true)]
    [InlineData("${expression}", "rate eu 19\\n", true)]
    [InlineData("^fee \\\\$$${rate}$", "fee $19", true)]
    [InlineData("^rate ${region} ${rate}$", "rate us 19", false)]
    public async Task Patterns_are_substituted_before_they_are_compiled(string pattern, string text, bool isMet) =>
        Assert.Equal(isMet, (await ToleranceSamples.CheckAsync(
            $$"""{"type": "regex", "target": "stdout", "pattern": "{{pattern}}"}""", $$"""{"stdout": "{{text}}"}""",
            """{"region": "eu", "rate": 19, "expression": "[a-z]{4} eu"}""")).IsMet);

    [Theory]
    [InlineData("\"path\": \"$.status\"", true)]
    [InlineData("\"path\": \"$.body.leader\"", true)]
    [InlineData("\"path\": \"$.body.nodes[1].zones\"", true)]
    [InlineData("\"path\": \"  $.body.cluster  \"", true)]
    [InlineData("\"path\": \"$.body.quorum\"", false)]
    [InlineData("\"path\": \"$.body.nodes[*]\", \"count\": 2", true)]
    [InlineData("\"path\": \"$.body.quorum\", \"count\": 0", true)]
    [InlineData("\"path\": \"$.body.nodes[*].id\", \"count\": 5, \"expect\": [\"n1\", \"n2\"]", true)]
    [InlineData("\"path\": \"$.body.nodes\", \"count\": 2", false)]
    [InlineData("\"path\": \"$.body.nodes[*].id\", \"expect\": [\"n2\", \"n1\"]", false)]
    [InlineData("\"path\": \"$.body.cluster\", \"expect\": [\"blue\"]", true)]
    [InlineData("\"path\": \"$.body.nodes[0].zones\", \"expect\": [[\"a\", \"b\"]]", true)]
    [InlineData("\"path\": \"$.body.nodes[0].zones\", \"expect\": [\"a\", \"b\"]", false)]
    [InlineData("\"path\": \"$.body.quorum\", \"expect\": []", true)]
    [InlineData("\"path\": \"$.body.epoch\", \"expect\": 7.0", true)]
    [InlineData("\"path\": \"$.body.lag\", \"expect\": 0", true)]
    [InlineData("\"path\": \"$.body.ready\", \"expect\": 1", true)]
    [InlineData("\"path\": \"$.body.leader\", \"expect\": null", true)]
    [InlineData("\"path\": \"$.body.quorum\", \"expect\": null, \"count\": 0", false)]
    [InlineData("\"path\": \"$.body.nodes[1]\", \"expect\": {\"zones\": [], \"id\": \"n2\"}", true)]
    [InlineData("\"path\": \"$.body.nodes[*].kind\", \"expect\": \"x\"", false)]
    [InlineData("\"path\": \"$.${member}.cluster\", \"expect\": \"${colour}\"", true)]
    [InlineData("\"path\": \"$.body.nodes[*].id\", \"expect\": \"${ids}\"", true)]
    [InlineData("\"path\": \"$.body.nodes[*].id\", \"expect\": [\"n1\", \"${second}\"]", true)]
    [InlineData("\"path\": \"$[[\"", false)]
    [InlineData("\"path\": 5", false)]
    [InlineData("\"path\": \"$.status\", \"target\": \"stdout\", \"expect\": 200", true)]
    public async Task Paths_are_matched_against_the_output(string members, bool isMet) =>
        Assert.Equal(isMet, (await ToleranceSamples.CheckAsync(
            $$"""{"type": "jsonpath", {{members}} }""", Cluster, """{"member": "body", "colour": "blue", "ids": ["n1", "n2"], "second": "n2"}""")).IsMet);

    [Theory]
    [InlineData("""{\"a\": [1, 2]}""", "$.a[1]", "2", true)]
    [InlineData("welcome aboard", "$", "\"welcome aboard\"", true)]
    [InlineData("welcome aboard", "$.a", "1", false)]
    public async Task Paths_look_into_text_that_is_JSON(string stdout, string path, string expect, bool isMet) =>
        Assert.Equal(isMet, (await ToleranceSamples.CheckAsync(
            $$"""{"type": "jsonpath", "path": "{{path}}", "target": "stdout", "expect": {{expect}} }""", $$"""{"stdout": "{{stdout}}"}""")).IsMet);

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"level 7\"", true)]
    [InlineData("{\"status\": 500}", true)]
    [InlineData("\"\"", false)]
    [InlineData("0", false)]
    [InlineData("null", false)]
    public async Task Probes_judge_the_value_they_are_given(string judgement, bool isMet)
    {
        string? given = null;
        var result = await ToleranceSamples.CheckAsync(
            """{"type": "probe", "name": "judge", "provider": {"type": "python", "arguments": {"limit": 8}}}""", "[7]",
            probe: (activity, arguments) =>
            {
                given = $"{activity["name"]} {JsonText.Of(arguments)}";
                return Configuration.SampleJson.Node(judgement);
            });
        Assert.Equal(isMet, result.IsMet);
        Assert.Equal("""judge {"value":[7]}""", given);
    }

    [Fact]
    public async Task A_probe_that_fails_is_not_met()
    {
        var result = await ToleranceSamples.CheckAsync(
            """{"type": "probe", "name": "judge", "provider": {}}""", "7", probe: (_, _) => throw new ActivityFailedException("level is too high"));
        Assert.False(result.IsMet);
        Assert.Equal("the probe \"judge\", which judges the output, failed: level is too high", result.Explanation?.Difference);
    }

    [Fact]
    public async Task A_probe_may_interrupt_the_run() =>
        await Assert.ThrowsAsync<InterruptExecutionException>(() => ToleranceSamples.CheckAsync(
            """{"type": "probe", "name": "judge", "provider": {}}""", "7", probe: (_, _) => throw new InterruptExecutionException("enough")));

    [Theory]
    [InlineData("""{"type": "range", "range": [10, 50], "target": "stdout"}""", "expected the stdout to be a number between 10 and 50, observed \"12 ms\"")]
    [InlineData("""{"type": "regex", "pattern": "^ok$", "target": "stdout"}""", "expected the stdout to match the pattern '^ok$', observed \"12 ms\"")]
    [InlineData("""{"type": "regex", "pattern": "^ok$"}""", "expected the output to be text that matches the pattern '^ok$', observed {\"stdout\":\"12 ms\"}")]
    [InlineData("""{"type": "jsonpath", "path": "$.stdout", "expect": 3}""", "expected '$.stdout' in the output to match just 3, observed [\"12 ms\"]")]
    [InlineData("""{"type": "jsonpath", "path": "$.x"}""", "expected '$.x' in the output to match at least one value, observed no match")]
    [InlineData("""{"type": "jsonpath", "path": "$.x", "count": 2}""", "expected '$.x' in the output to match 2 values, observed no match")]
    public async Task Say_what_was_expected_and_observed(string tolerance, string difference) =>
        Assert.Equal(
            difference,
            (await ToleranceSamples.CheckAsync(tolerance, """{"stdout": "12 ms"}""")).Explanation?.Difference);
}
