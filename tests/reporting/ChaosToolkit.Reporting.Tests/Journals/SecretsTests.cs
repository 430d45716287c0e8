using ChaosToolkit.Reporting.Contents;

namespace ChaosToolkit.Reporting.Journals;

/// <summary>What is secret in a journal of the original, which masks nothing, stands in no report: neither whole nor in part.</summary>
public sealed class SecretsTests
{
    private const string Secret = "hunter2-very-secret-value";
    private const string Address = "http://reader:correct-horse-battery@shop/";

    [Theory]
    [InlineData(Secret, "hunt")]
    [InlineData("aHVudGVyMi12ZXJ5LXNlY3JldC12YWx1ZQ==", "aHVudG")]
    [InlineData(Address, "corr")]
    public void Nothing_of_a_secret_is_left_where_a_long_output_is_cut(string secret, string beginning)
    {
        foreach (var longest in (int[])[8000, 400])
        {
            foreach (var output in (string[])["\"@\"", "{\"log\": \"@\"}", "[{\"log\": \"@\"}, {\"log\": 7}]"])
            {
                for (var before = longest - secret.Length - 30; before <= longest + 5; before++)
                {
                    var text = TextOf(output.Replace("@", $"{new string('x', before)}{secret} and more", StringComparison.Ordinal), longest);

                    Assert.DoesNotContain(beginning, text, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void Nothing_of_a_secret_is_left_in_a_line_that_is_cut()
    {
        for (var before = 0; before < 30; before++)
        {
            var journal = Parse($"\"{new string('x', before)}{string.Concat(Enumerable.Repeat(Secret + ' ', 40))}\"");

            Assert.DoesNotContain("hunt", ValueText.Line(journal.Method[0].Output, journal.Words), StringComparison.Ordinal);
        }
    }

    // What is masked makes a text shorter, so that more of it comes into view.
    [Fact]
    public void Nothing_of_a_secret_is_left_after_very_many_others()
    {
        var text = TextOf($"\"{string.Concat(Enumerable.Repeat(Secret + ' ', 2000))}\"", 8000);

        Assert.Equal(8000, text.Length);
        Assert.DoesNotContain("hunt", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accessToken")]
    [InlineData("clientSecret")]
    [InlineData("AWSSecretAccessKey")]
    [InlineData("dbPassword")]
    [InlineData("myAPIKey")]
    [InlineData("SECRET_KEY")]
    [InlineData("X-Api-Key")]
    [InlineData("Set-Cookie")]
    [InlineData("password")]
    public void What_a_name_says_is_secret_is_hidden_in_any_spelling(string name)
    {
        var nested = $$$"""{"a": {"{{{name}}}": "tok-123456"}, "b": {"{{{name}}}": 12345678}, "c": {"{{{name}}}": ["tok-123456", 12345678]}}""";
        foreach (var output in (string[])[nested, $"[{nested}]", $$"""[{"{{name}}": "tok-123456"}, {"{{name}}": 12345678}, {"{{name}}": ["tok-123456"]}]"""])
        {
            var report = Samples.WriteText(new Report([Parse(output, $$"""{"{{name}}": 12345678}""")], Samples.Created), "html");

            Assert.DoesNotContain("tok-123456", report, StringComparison.Ordinal);
            Assert.DoesNotContain("12345678", report, StringComparison.Ordinal);
            Assert.Contains("***", report, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"max_tokens": 500}""", "500")]
    [InlineData("""{"tokenizer": "bpe-model"}""", "bpe-model")]
    [InlineData("""{"hasPassword": true}""", "true")]
    [InlineData("""{"password": null}""", "null")]
    [InlineData("""{"password": "${db_password}"}""", "${db_password}")]
    public void What_is_no_secret_is_shown(string output, string shown) => Assert.Contains(shown, TextOf(output, 8000), StringComparison.Ordinal);

    private static string TextOf(string output, int longest)
    {
        var journal = Parse(output);
        return string.Concat(OutputContents.Of(journal.Method[0], journal, longest).Select(block => block switch
        {
            Code code => code.Text,
            Table table => string.Concat(table.Rows.SelectMany(row => row).Select(cell => cell.Text)),
            _ => throw new InvalidOperationException($"The output is shown as {block}."),
        }));
    }

    private static Journal Parse(string output, string arguments = "{}") => Samples.Parse(
        $$$"""{"experiment": {"title": "x", "secrets": {"shop": {"key": "{{{Secret}}}"} } }, "status": "completed", "run": [{"activity": {"name": "a", "provider": {"type": "python", "arguments": {{{arguments}}} } }, "status": "succeeded", "output": {{{output}}}}]}""");
}
