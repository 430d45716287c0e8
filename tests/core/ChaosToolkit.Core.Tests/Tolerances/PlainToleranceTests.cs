using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

public class PlainToleranceTests
{
    private const string Ok = """{"status": 0, "stdout": "leader", "stderr": ""}""";

    [Theory]
    [InlineData("true", "true", true)]
    [InlineData("true", "1", true)]
    [InlineData("true", "2", false)]
    [InlineData("false", "0", true)]
    [InlineData("1", "true", true)]
    [InlineData("7", "7.0", true)]
    [InlineData("0.5", "0.5", true)]
    [InlineData("2025", "\"2025\"", false)]
    [InlineData("\"2024\"", "\"2024\"", true)]
    [InlineData("\"a\"", "\"A\"", false)]
    [InlineData("0", Ok, true)]
    [InlineData("0.0", Ok, true)]
    [InlineData("2", Ok, false)]
    [InlineData("0", """{"state": 0}""", false)]
    [InlineData("true", Ok, false)]
    [InlineData("false", Ok, false)]
    [InlineData("\"leader\"", Ok, false)]
    [InlineData("null", "null", false)]
    public async Task Compares_with_the_output_or_a_number_with_its_status(string tolerance, string output, bool isMet) =>
        Assert.Equal(isMet, (await ToleranceSamples.CheckAsync(tolerance, output)).IsMet);

    [Theory]
    [InlineData("[10, 100]", "12", true)]
    [InlineData("[12, 20]", "12", true)]
    [InlineData("[1, 12]", "12", true)]
    [InlineData("[11.5, 12.5]", "12", true)]
    [InlineData("[0, 1]", "true", true)]
    [InlineData("[20, 5]", "12", false)]
    [InlineData("[\"aaa\", \"zzz\"]", "\"mirror.log\"", true)]
    [InlineData("[\"A\", \"a\"]", "\"Zebra\"", true)]
    [InlineData("[\"A\", 5]", "\"Zebra\"", false)]
    [InlineData("[1, 2]", "null", false)]
    [InlineData("[12]", "12", true)]
    [InlineData("[8, 12, 16]", "12", true)]
    [InlineData("[8, 16, 24]", "12", false)]
    [InlineData("[8.5, 12.0, 16.5]", "12", true)]
    [InlineData("[12, \"shard-b\", false]", "\"shard-b\"", true)]
    [InlineData("[0, 1, 2]", "true", true)]
    [InlineData("[]", "null", false)]
    [InlineData("[]", Ok, false)]
    [InlineData("[0, 7]", Ok, true)]
    [InlineData("[-1, 7]", Ok, false)]
    public async Task Takes_a_list_as_bounds_or_accepted_values(string tolerance, string output, bool isMet) =>
        Assert.Equal(isMet, (await ToleranceSamples.CheckAsync(tolerance, output)).IsMet);

    [Theory]
    [InlineData("\"${expected}\"", """{"expected": 0}""", true)]
    [InlineData("\"${expected}\"", """{"expected": "0"}""", false)]
    [InlineData("\"${expected}\"", """{"expected": [0, 3]}""", true)]
    [InlineData("\"${expected}\"", """{"expected": {"type": "range", "range": [0, 1], "target": "status"}}""", true)]
    [InlineData("[\"${expected}\", 5]", """{"expected": 0}""", false)]
    public async Task Substitutes_only_a_tolerance_that_is_itself_text(string tolerance, string configuration, bool isMet) =>
        Assert.Equal(isMet, (await ToleranceSamples.CheckAsync(tolerance, Ok, configuration)).IsMet);

    [Theory]
    [InlineData("""{"status": 0}""", true)]
    [InlineData("""{"status": [0, 2], "stderr": ""}""", true)]
    [InlineData("""{"status": 0, "stdout": "follower"}""", false)]
    [InlineData("""{"status": []}""", false)]
    [InlineData("""{"body": "x"}""", false)]
    public async Task Matches_the_members_of_an_object_without_type(string tolerance, bool isMet) =>
        Assert.Equal(isMet, (await ToleranceSamples.CheckAsync(tolerance, Ok)).IsMet);

    [Theory]
    [InlineData("""{"headers": {"content-type": "text/html"}}""", true)]
    [InlineData("""{"headers": {"X-Zone": ["a", "b"]}}""", true)]
    [InlineData("""{"headers": {"X-Zone": "b"}}""", false)]
    [InlineData("""{"headers": {"X-None": "b"}}""", false)]
    public async Task Matches_those_headers_that_are_named(string tolerance, bool isMet) =>
        Assert.Equal(isMet, (await ToleranceSamples.CheckAsync(tolerance, """{"status": 200, "headers": {"Content-Type": "text/html", "X-Zone": "a"}, "body": ""}""")).IsMet);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"pattern": "x"}""")]
    [InlineData("""{"type": "glob"}""")]
    [InlineData("""{"type": 5}""")]
    [InlineData("""{"status": 0, "more": 1}""")]
    public async Task Is_never_met_by_what_is_no_tolerance(string tolerance) => Assert.False((await ToleranceSamples.CheckAsync(tolerance, Ok)).IsMet);

    [Theory]
    [InlineData("200", """{"status": 503, "body": ""}""", "200", "503", "$.status", "expected the status to be 200, observed 503")]
    [InlineData("true", "\"no\"", "true", "\"no\"", "$", "expected the output to be true, observed \"no\"")]
    [InlineData("[1, 5]", "7.5", "[1,5]", "7.5", "$", "expected the output to be between 1 and 5, observed 7.5")]
    [InlineData("[200, 201, 204]", """{"status": 503}""", "[200,201,204]", "503", "$.status", "expected the status to be one of [200,201,204], observed 503")]
    [InlineData("""{"stdout": ["a", "b"]}""", """{"stdout": "c"}""", """["a","b"]""", "\"c\"", "$.stdout", "expected the stdout to be one of [\"a\",\"b\"], observed \"c\"")]
    public async Task Explains_what_was_expected_and_observed(string tolerance, string output, string expected, string observed, string path, string difference)
    {
        var explanation = (await ToleranceSamples.CheckAsync(tolerance, output)).Explanation;
        Assert.NotNull(explanation);
        Assert.Equal(
            $$"""{"expected":{{expected}},"observed":{{observed}},"path":"{{path}}"}""",
            JsonText.Of(SampleWithoutDifference(explanation)));
        Assert.Equal(difference, explanation.Difference);
    }

    [Fact]
    public async Task Cuts_a_long_output_in_its_explanation()
    {
        var explanation = (await ToleranceSamples.CheckAsync("\"x\"", $"\"{new string('y', 5000)}\"")).Explanation;
        Assert.NotNull(explanation);
        Assert.InRange(Value.AsText(explanation.Observed)!.Length, 1000, 1050);
        Assert.InRange(explanation.Difference.Length, 100, 250);
    }

    [Fact]
    public async Task Explains_nothing_when_it_is_met() => Assert.Null((await ToleranceSamples.CheckAsync("1", "1")).Explanation);

    private static System.Text.Json.Nodes.JsonObject SampleWithoutDifference(ToleranceExplanation explanation)
    {
        var json = explanation.ToJson();
        json.Remove("difference");
        return json;
    }
}
