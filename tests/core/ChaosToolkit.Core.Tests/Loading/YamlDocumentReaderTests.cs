using ChaosToolkit.Loading;
using ChaosToolkit.Values;

namespace ChaosToolkit.Core.Tests.Loading;

public class YamlDocumentReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("---\n# nothing here\n")]
    [InlineData("null")]
    public void An_empty_document_has_no_root(string text) => Assert.Null(Read(text).Root);

    [Fact]
    public void Own_members_win_over_merged_ones_and_the_first_merged_object_wins()
    {
        var root = Read("base: &base {size: 1, colour: red, mode: slow}\nother: &other {colour: blue, shape: round}\nseveral:\n  mode: fast\n  <<: [*other, *base]\n").Root!;

        Assert.Equal("{\"size\":1,\"colour\":\"blue\",\"mode\":\"fast\",\"shape\":\"round\"}", JsonText.Of(root["several"]));
    }

    [Fact]
    public void An_alias_is_a_copy_of_its_own()
    {
        var root = Read("a: &x {b: [1]}\nc: *x\n").Root!;
        root["c"]!["b"]!.AsArray().Add(2);

        Assert.Equal("{\"a\":{\"b\":[1]},\"c\":{\"b\":[1,2]}}", JsonText.Of(root));
    }

    [Fact]
    public void A_quoted_merge_key_is_a_key() => Assert.Equal("{\"<<\":{\"a\":1}}", JsonText.Of(Read("'<<': {a: 1}").Root));

    [Fact]
    public void The_last_of_equal_keys_counts_and_the_earlier_one_is_known()
    {
        var document = Read("a: 1\nb: 2\na: 3\n");

        Assert.Equal("{\"a\":3,\"b\":2}", JsonText.Of(document.Root));
        Assert.Equal(new SourceRange(1, 1, 1, 2), Assert.Single(document.Node.Duplicates).Span.Range);
        Assert.Empty(Read("a: &x {k: 1}\nb: {<<: *x, k: 2}\n").Node["b"]!.Duplicates);
    }

    [Fact]
    public void Each_value_and_key_knows_its_place()
    {
        var node = Read("# c\ntitle: 'é😀'  # c\nlist:\n- a\n- {b: 1,\n   \"c\": [x]}\ntext: |\n  one\n  two\n\nlast: &x\n  k: v\n\nalias: *x\n").Node;

        Assert.Equal(new SourceRange(2, 1, 14, 10), node.Span.Range);
        Assert.Equal(new SourceRange(2, 1, 2, 6), node["title"]!.KeySpan.Range);
        Assert.Equal(new SourceRange(2, 8, 2, 13), node["title"]!.Span.Range);
        Assert.Equal(new SourceRange(4, 1, 6, 13), node["list"]!.Span.Range);
        Assert.Equal(new SourceRange(5, 3, 6, 13), node["list"]!.Items.Last().Span.Range);
        Assert.Equal(new SourceRange(6, 4, 6, 7), node["list"]!.Items.Last()["c"]!.KeySpan.Range);
        Assert.Equal(new SourceRange(7, 7, 9, 6), node["text"]!.Span.Range);
        Assert.Equal((12, 7), (node["last"]!.Span.Range.EndLine, node["last"]!.Span.Range.EndColumn));
        Assert.Equal(new SourceRange(14, 8, 14, 10), node["alias"]!.Span.Range);
        Assert.Equal(new SourceRange(12, 6, 12, 7), node["alias"]!["k"]!.Span.Range);
    }

    [Theory]
    [InlineData("a: [1, 2\nb: 3\n", "CTK0002", 1, 4)]
    [InlineData("title: Tabs\nconfiguration:\n\ta: 1\n", "CTK0002", 3, 1)]
    [InlineData("a: \"x\nb: 1\n", "CTK0002", 1, 4)]
    [InlineData("a: b: c\n", "CTK0002", 1, 5)]
    [InlineData("a: @x\n", "CTK0002", 1, 4)]
    [InlineData("a: [@x]\n", "CTK0002", 1, 5)]
    [InlineData("a: {\"b\" \"c\"}\n", "CTK0002", 1, 9)]
    [InlineData("a: {\"b\": 1 \"c\": 2}\n", "CTK0002", 1, 15)]
    [InlineData("- :\n", "CTK0002", 2, 1)]
    [InlineData("a: x\0\n", "CTK0006", 1, 5)]
    [InlineData("a: \u0007\n", "CTK0006", 1, 4)]
    [InlineData("a: !vault x\n", "CTK0007", 1, 4)]
    [InlineData("a: !!python/tuple [x]\n", "CTK0007", 1, 4)]
    [InlineData("a: 1\n---\nb: 2\n", "CTK0009", 2, 1)]
    [InlineData("a: *x\n", "CTK0010", 1, 4)]
    [InlineData("a: &x\n  b: *x\n", "CTK0011", 2, 6)]
    [InlineData("&x a: {<<: [*x, {b: 1}]}\n", "CTK0014", 1, 13)]
    [InlineData("[a]: 1\n", "CTK0013", 1, 1)]
    [InlineData("name: {{ name }}\n", "CTK0013", 1, 8)]
    [InlineData("a: {<<: 1}\n", "CTK0014", 1, 9)]
    public void What_cannot_be_read_has_a_place(string text, string code, int line, int column)
    {
        var error = Error(text);

        Assert.Equal((code, line, column), (error.Code, error.Span!.Range.StartLine, error.Span.Range.StartColumn));
        Assert.Equal("plan.yaml", error.Span.Source.Name);
    }

    [Theory]
    [InlineData("pattern: |abc\n", 10, "A text stands behind '|' on its line.", "Begin the text on the next line, indented. Quote a text that begins with '|'.")]
    [InlineData("a: >99\n  b\n", 4, "A text stands behind '>' on its line.", "Begin the text on the next line, indented. Quote a text that begins with '>'.")]
    [InlineData("title: *\n", 8, "No name stands behind '*'.", "Quote a text that begins with '*'.")]
    [InlineData("a: {b: *}\n", 8, "No name stands behind '*'.", "Quote a text that begins with '*'.")]
    [InlineData("title: &\n", 8, "No name stands behind '&'.", "Quote a text that begins with '&'.")]
    [InlineData("title: !<x\n", 8, "The tag that begins with '!' is not complete.", "Quote a text that begins with '!'.")]
    [InlineData("key: &a - x\n", 6, "A list begins on the line of its anchor.", "Begin a new line before '- '.")]
    [InlineData("key: - x\n", 6, "A list begins on the line of its key.", "Begin a new line before '- '. Quote a text that begins with '- '.")]
    [InlineData("a: &a &b x\n", 7, "A value has two anchors or two tags.", "Keep one of them.")]
    [InlineData("a: ]\n", 4, "This ']' closes nothing.", "Remove it, or open what it should close. Quote a text that begins with ']'.")]
    [InlineData("a: [1, 2]]\n", 10, "This ']' closes nothing.", "Remove it, or open what it should close.")]
    [InlineData("a: 'it's'\n", 8, "The text goes on behind its closing quote.", "Put the whole text into one pair of quotes; within single quotes write '' for a quote, within double ones \\\".")]
    [InlineData("a: \"x\" y\n", 8, "The text goes on behind its closing quote.", "Put the whole text into one pair of quotes; within single quotes write '' for a quote, within double ones \\\".")]
    public void What_means_something_to_yaml_is_told_in_plain_words(string text, int column, string message, string help)
    {
        var error = Error(text);

        Assert.Equal(("CTK0002", 1, column), PlaceOf(error));
        Assert.Equal((message, help), (error.Message, error.Help));
    }

    [Theory]
    [InlineData("a: |\n  one\n\n  two ${x}\n", 4, 7)]
    [InlineData("a: >-\n  one\n  two ${x}\n", 3, 7)]
    [InlineData("a: | # why\n    one two ${x}\n", 2, 13)]
    public void A_character_of_a_block_of_text_has_its_place(string text, int line, int column)
    {
        var node = Read(text).Node["a"]!;

        Assert.Equal(new SourceRange(line, column, line, column + 1), node.SpanAt(node.Text!.IndexOf('$', StringComparison.Ordinal)).Range);
        Assert.Equal(node.Span, node.SpanAt(node.Text.Length));
    }

    [Fact]
    public void An_unclosed_list_is_found_where_the_parser_itself_trips()
    {
        var error = Error("title: Broken\ndescription: [unclosed\nmethod: []\n");

        Assert.Equal("CTK0002", error.Code);
        Assert.Equal("plan.yaml:2:14", error.Span!.ToString());
        Assert.Equal("This '[' is never closed.", error.Message);
    }

    [Fact]
    public void A_bomb_of_aliases_is_refused()
    {
        var bomb = "a0: &a0 [x, x]\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n"));
        Assert.Equal(("CTK0012", 19, 12), PlaceOf(Error(bomb)));

        var text = "a: &a " + new string('x', 100_000) + "\nb: [" + string.Join(", ", Enumerable.Repeat("*a", 300)) + "]\n";
        Assert.Equal(("CTK0012", 2, 5 + (208 * 4)), PlaceOf(Error(text)));

        var merges = "a: &a {k: [" + string.Join(", ", Enumerable.Repeat("x", 1000)) + "]}\n" + string.Concat(Enumerable.Range(1, 3000).Select(i => $"b{i}: {{<<: *a}}\n"));
        Assert.Equal(("CTK0012", 1997, 13), PlaceOf(Error(merges)));
    }

    [Fact]
    public void A_document_without_an_alias_is_not_told_of_aliases()
    {
        var error = Error("x:\n" + string.Concat(Enumerable.Repeat("- 1\n", 2_100_000)));

        Assert.Equal(("CTK0017", 2_000_000, 3), PlaceOf(error));
        Assert.DoesNotContain("alias", error.Message + error.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_of_merges_is_refused_or_harmless()
    {
        var same = "a0: &a0 {x: 1}\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"a{i}: &a{i} {{<<: [*a{i - 1}, *a{i - 1}]}}\n"));
        Assert.Equal("{\"x\":1}", JsonText.Of(Read(same).Root!["a40"]));

        var growing = "- &a0 {x: 1}\n" + string.Concat(Enumerable.Range(1, 3000).Select(i => $"- &a{i} {{<<: *a{i - 1}, k{i}: 1}}\n"));
        Assert.Equal("CTK0012", Error(growing).Code);
    }

    [Fact]
    public void What_is_nested_too_deep_is_refused_without_overflowing()
    {
        Assert.Equal("CTK0003", Error(new string('[', 100_000)).Code);
        Assert.Equal("CTK0003", Error(string.Concat(Enumerable.Range(0, 1200).Select(i => new string(' ', i) + "a:\n"))).Code);
        var halves = "a: &a " + new string('[', 600) + new string(']', 600) + "\nb: " + new string('[', 600) + "*a" + new string(']', 600) + "\n";
        Assert.Equal("CTK0003", Error(halves).Code);

        // A chain of merges, none of which was worked out before the last one asks for it.
        var chain = "a:\n- &a0 {x: 1}\n" + string.Concat(Enumerable.Range(1, 5000).Select(i => $"- &a{i} {{<<: *a{i - 1}}}\n")) + "a: 1\nb: {<<: *a5000}\n";
        Assert.Equal("CTK0003", Error(chain).Code);
    }

    [Fact]
    public void A_byte_order_mark_does_not_count() => Assert.Equal((1, 4), Read("\uFEFFa: x\n").Node["a"]!.Span.Range is var place ? (place.StartLine, place.StartColumn) : default);

    [Fact]
    public void Json_is_yaml() => Assert.Equal("{\"a\":[1,true,null,\"x\"]}", JsonText.Of(Read("{\n\"a\": [1, true,\nnull, \"x\"]\n}\n").Root));

    private static LoadedDocument Read(string text) => YamlDocumentReader.Read(new SourceText("plan.yaml", text));

    private static (string, int, int) PlaceOf(Diagnostics.Diagnostic error) => (error.Code, error.Span!.Range.StartLine, error.Span.Range.StartColumn);

    private static Diagnostics.Diagnostic Error(string text) => Assert.Throws<LoadingException>(() => Read(text)).Diagnostic!;
}
