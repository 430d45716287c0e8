using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using ChaosToolkit.Loading;
using ChaosToolkit.Values;

namespace ChaosToolkit.Core.Tests.Loading;

public class JsonDocumentReaderTests
{
    [Fact]
    public void Keeps_the_kind_of_numbers()
    {
        var root = Read("[1, 2.0, 1e3, -0, 12345678901234567890123, 0.1]").Root!.AsArray();

        Assert.Equal(
            [ValueKind.Integer, ValueKind.Float, ValueKind.Float, ValueKind.Integer, ValueKind.Integer, ValueKind.Float],
            root.Select(Value.KindOf));
        Assert.Equal("[1, 2.0, 1000.0, 0, 12345678901234567890123, 0.1]", PythonText.Of(root));
        Assert.Equal(BigInteger.Parse("12345678901234567890123", CultureInfo.InvariantCulture), Value.AsInteger(root[4]));
    }

    [Theory]
    [InlineData("NaN", double.NaN)]
    [InlineData("Infinity", double.PositiveInfinity)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    [InlineData("1e999", double.PositiveInfinity)]
    public void Reads_what_only_Python_writes(string text, double expected) => Assert.Equal(expected, Value.AsDouble(Read(text).Root));

    [Fact]
    public void Takes_the_last_of_equal_keys_and_says_where_the_earlier_ones_stand()
    {
        var document = Read("{\"a\": 1, \"b\": 2,\n \"a\": 3}");

        Assert.Equal("{\"a\":3,\"b\":2}", JsonText.Of(document.Root));
        var (key, span) = Assert.Single(document.Node.Duplicates);
        Assert.Equal("a", key);
        Assert.Equal(new SourceRange(1, 2, 1, 5), span.Range);
        Assert.Equal(new SourceRange(2, 2, 2, 5), document.Node["a"]!.KeySpan.Range);
    }

    [Fact]
    public void Knows_where_each_value_and_key_was_written()
    {
        var document = Read("\uFEFF{\r\n  \"title\": \"é😀\", \"list\": [1,\n 22]\r}");

        Assert.Equal(new SourceRange(1, 1, 4, 2), document.Map.Value);
        Assert.Equal(new SourceRange(2, 3, 2, 10), document.Node["title"]!.KeySpan.Range);
        Assert.Equal(new SourceRange(2, 12, 2, 17), document.Node["title"]!.Span.Range);
        Assert.Equal(new SourceRange(2, 27, 3, 5), document.Node["list"]!.Span.Range);
        Assert.Equal(new SourceRange(3, 2, 3, 4), document.Node["list"]!.Items.Last().Span.Range);
        Assert.Equal("/list/1", document.Node["list"]!.Items.Last().Pointer);
    }

    [Fact]
    public void Replaces_halves_of_surrogate_pairs()
    {
        Assert.Equal("😀 \uFFFD x", Value.AsText(Read("\"\\ud83d\\ude00 \\ud83d x\"").Root));
        Assert.Equal("{\"\uFFFD\":1}", JsonText.Of(Read("{\"\\udc00\": 1}").Root));
    }

    [Fact]
    public void Reads_a_megabyte_on_one_line_in_no_time()
    {
        var text = "[" + string.Join(", ", Enumerable.Repeat("{\"a\": [1, 2.5, \"x\"]}", 50_000)) + "]";
        var watch = Stopwatch.StartNew();

        var document = Read(text);

        Assert.Equal(50_000, document.Root!.AsArray().Count);
        Assert.Equal(text.Length, document.Map.Items![^1].Value.EndColumn);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public void Refuses_what_is_nested_too_deep_without_overflowing()
    {
        Assert.NotNull(Read(new string('[', 1000) + new string(']', 1000)).Root);

        var error = Error(new string('[', 1_000_000));

        Assert.Equal("CTK0003", error.Code);
        Assert.Equal(1001, error.Span!.Range.StartColumn);
    }

    [Fact]
    public void Refuses_as_many_values_as_yaml_does()
    {
        Assert.Equal(1_999_999, Read("[1" + string.Concat(Enumerable.Repeat(",1", 1_999_998)) + "]").Root!.AsArray().Count);

        var error = Error("[1" + string.Concat(Enumerable.Repeat(",1", 2_000_000)) + "]");

        Assert.Equal("CTK0017", error.Code);
        Assert.Equal(4_000_000, error.Span!.Range.StartColumn);
    }

    [Fact]
    public void A_comma_that_is_missing_at_the_end_of_a_line_is_missing_on_that_line()
    {
        var range = Error("{\"a\": 1\r\n \"b\": 2}").Span!.Range;

        Assert.Equal(new SourceRange(1, 8, 1, 8), range);
    }

    [Fact]
    public void Refuses_texts_of_more_than_20_megabytes() =>
        Assert.Equal("CTK0004", Error(new string(' ', (20 * 1024 * 1024) + 1)).Code);

    [Theory]
    [InlineData("", 1, 1, "There is nothing in here.")]
    [InlineData("{\"a\": 1,}", 1, 8, "Nothing follows this comma.")]
    [InlineData("[1,\n]", 1, 3, "Nothing follows this comma.")]
    [InlineData("{\"a\": 1\n \"b\": 2}", 1, 8, "A comma is missing before '\"'.")]
    [InlineData("[1 2]", 1, 3, "A comma is missing before '2'.")]
    [InlineData("{'a': 1}", 1, 2, "Text stands in double quotes, not in single ones.")]
    [InlineData("{\"a\": 'x'}", 1, 7, "Text stands in double quotes, not in single ones.")]
    [InlineData("{a: 1}", 1, 2, "The key a is not in double quotes.")]
    [InlineData("{\n  // why\n}", 2, 3, "'/' cannot stand here.")]
    [InlineData("[1, /* why */ 2]", 1, 5, "'/' cannot stand here.")]
    [InlineData("# why\n{}", 1, 1, "'#' cannot stand here.")]
    [InlineData("{\"a\": \"x\n}", 1, 7, "This text has no closing quote on its line.")]
    [InlineData("[\"x", 1, 2, "This text has no closing quote on its line.")]
    [InlineData("[\"a\tb\"]", 1, 4, "A tab may not stand within a text.")]
    [InlineData("[\"C:\\x\"]", 1, 5, "'\\x' is no escape.")]
    [InlineData("[\"\\u12\0\0\"]", 1, 3, "'\\u' is no escape without four hexadecimal digits.")]
    [InlineData("{\"a\" 1}", 1, 6, "A colon is missing after the key \"a\".")]
    [InlineData("{\"a\": }", 1, 7, "A value is missing before '}'.")]
    [InlineData("[True]", 1, 2, "'True' is no JSON value.")]
    [InlineData("[nul]", 1, 2, "'nul' is no JSON value.")]
    [InlineData("[01]", 1, 2, "'01' is no JSON number.")]
    [InlineData("[1.]", 1, 2, "'1.' is no JSON number.")]
    [InlineData("[.5]", 1, 2, "'.5' is no JSON number.")]
    [InlineData("[+1]", 1, 2, "'+1' is no JSON number.")]
    [InlineData("[0x1F]", 1, 2, "'0x1F' is no JSON number.")]
    [InlineData("{\"a\": [1}", 1, 9, "The list that begins in line 1 is closed by ']', not by '}'.")]
    [InlineData("{\"a\": 1", 1, 1, "This '{' is never closed.")]
    [InlineData("{} {}", 1, 4, "The document is over before '{'.")]
    [InlineData("{\"a\u2028b\":\n 1 x}", 2, 3, "A comma is missing before 'x'.")]
    public void Says_what_is_wrong_and_where(string text, int line, int column, string message)
    {
        var error = Error(text);

        Assert.Equal(message, error.Message);
        Assert.Equal((line, column), (error.Span!.Range.StartLine, error.Span.Range.StartColumn));
        Assert.Equal("CTK0001", error.Code);
    }

    [Fact]
    public void Points_at_control_characters()
    {
        var error = Error("[\"a\0\"]");

        Assert.Equal("CTK0006", error.Code);
        Assert.Equal(new SourceRange(1, 4, 1, 5), error.Span!.Range);
    }

    [Fact]
    public void Refuses_integers_that_would_take_long_to_read() => Assert.Equal("CTK0015", Error(new string('9', 5000)).Code);

    private static LoadedDocument Read(string text) => JsonDocumentReader.Read(new SourceText("plan.json", text));

    private static Diagnostics.Diagnostic Error(string text) => Assert.Throws<LoadingException>(() => Read(text)).Diagnostic!;
}
