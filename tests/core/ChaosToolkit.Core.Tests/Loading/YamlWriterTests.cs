using ChaosToolkit.Loading;
using ChaosToolkit.Values;

namespace ChaosToolkit.Core.Tests.Loading;

public class YamlWriterTests
{
    [Fact]
    public void Sorts_keys_and_does_not_indent_items_under_their_key()
    {
        var settings = Json("""{"zone": "eu-1", "retries": 3, "auths": {"search.internal": {"value": "abc", "type": "bearer"}}, "hooks": [{"url": "http://a", "events": ["x"]}, [1, [2]], "plain"], "none": {}, "empty": [], "ratio": 0.5}""");

        Assert.Equal(
            """
            auths:
              search.internal:
                type: bearer
                value: abc
            empty: []
            hooks:
            - events:
              - x
              url: http://a
            - - 1
              - - 2
            - plain
            none: {}
            ratio: 0.5
            retries: 3
            zone: eu-1

            """, YamlWriter.Write(settings), ignoreLineEndingDifferences: true);
    }

    // As PyYAML's dump writes them.
    [Theory]
    [InlineData("\"123\"", "'123'\n")]
    [InlineData("\"yes\"", "'yes'\n")]
    [InlineData("\"null\"", "'null'\n")]
    [InlineData("\"1:30\"", "'1:30'\n")]
    [InlineData("\"2024-01-01\"", "'2024-01-01'\n")]
    [InlineData("\"1e3\"", "1e3\n...\n")]
    [InlineData("\"y\"", "y\n...\n")]
    [InlineData("\"\"", "''\n")]
    [InlineData("\"=\"", "'='\n")]
    [InlineData("\"it's: x\"", "'it''s: x'\n")]
    [InlineData("\"a #b\"", "'a #b'\n")]
    [InlineData("\"- a\"", "'- a'\n")]
    [InlineData("\"-a\"", "-a\n...\n")]
    [InlineData("\"a\\tb\"", "\"a\\tb\"\n")]
    [InlineData("{\"k\": \"one\\ntwo\\n\"}", "k: 'one\n\n  two\n\n  '\n")]
    [InlineData("{\"k\": \"a\\n b\"}", "k: \"a\\n b\"\n")]
    [InlineData("{\"\": 1}", "? ''\n: 1\n")]
    [InlineData("\"größe 😀\"", "größe 😀\n...\n")]
    [InlineData("1e-07", "1.0e-07\n...\n")]
    [InlineData("1e+22", "1.0e+22\n...\n")]
    [InlineData("2.0", "2.0\n...\n")]
    [InlineData("Infinity", ".inf\n...\n")]
    [InlineData("true", "true\n...\n")]
    [InlineData("null", "null\n...\n")]
    [InlineData("[]", "[]\n")]
    public void Quotes_what_would_be_read_as_something_else(string json, string yaml) => Assert.Equal(yaml, YamlWriter.Write(Json(json)));

    [Fact]
    public void Writes_what_is_read_back_as_the_same()
    {
        string[] texts = ["", " a", "a ", "a\nb", "\n", "a\n\n", " \n a", "\u0007", "\u0085", "\u2028", "\uFEFF", "'", "\"", "\\", "#", "?", "? a", "-", "---", "...", ":", "a:", "*a", "&a", "!a", "%a", "@a", "`a", "|", ">", "[a", "{a", "a, b", "<<", "~", "0o7", "0x1f", "1_0", ".5", ".nan", "on", "\r", "\t", new string('k', 200)];
        foreach (var text in texts)
        {
            var value = new System.Text.Json.Nodes.JsonObject { [text] = Value.Text(text), ["list"] = new System.Text.Json.Nodes.JsonArray(Value.Text(text), new System.Text.Json.Nodes.JsonObject { [text] = 1.5 }) };
            var written = YamlWriter.Write(value);

            Assert.True(PythonComparison.AreEqual(value, YamlDocumentReader.Read(new SourceText("settings.yaml", written)).Root), $"{PythonText.Quote(text)} was written as {written}");
        }
    }

    [Fact]
    public void Writes_bytes_as_binary()
    {
        var value = new System.Text.Json.Nodes.JsonObject { ["k"] = Value.Bytes([1, 2, 255]) };

        Assert.Equal("k: !!binary |\n  AQL/\n", YamlWriter.Write(value));
    }

    private static System.Text.Json.Nodes.JsonNode? Json(string text) => JsonDocumentReader.Read(new SourceText("x.json", text)).Root;
}
