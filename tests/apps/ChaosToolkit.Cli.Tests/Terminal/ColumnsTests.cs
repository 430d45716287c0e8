namespace ChaosToolkit.Cli.Terminal;

/// <summary>Text is measured in the columns it takes on a terminal.</summary>
public sealed class ColumnsTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("Größe", 5)]
    [InlineData("e\u0301", 1)]
    [InlineData("日本", 4)]
    [InlineData("🔥", 2)]
    [InlineData("✓ ✗ …", 5)]
    public void Counts_columns(string text, int expected) => Assert.Equal(expected, Columns.Of(text));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("日本語", 5, "日本…")]
    [InlineData("日本語", 4, "日…")]
    [InlineData("abc", 0, "")]
    [InlineData("abc", -3, "")]
    public void Cuts_what_is_too_wide(string text, int width, string expected) => Assert.Equal(expected, Columns.Cut(text, width));

    [Theory]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("one two three", 6, "one|two|three")]
    [InlineData("abcdefgh", 3, "abc|def|gh")]
    [InlineData("a abcdefgh", 4, "a|abcd|efgh")]
    [InlineData("", 5, "")]
    [InlineData("日本語", 1, "日|本|語")]
    public void Wraps_between_words_where_there_are_any(string text, int width, string expected) => Assert.Equal(expected, string.Join('|', Columns.Wrap(text, width)));

    [Theory]
    [InlineData("a\e[2Jb", "a\ufffd[2Jb")]
    [InlineData("a\r\nb\tc", "a b c")]
    [InlineData("a\u202eb\u200b\u0007\u009b", "a\ufffdb\ufffd\ufffd\ufffd")]
    public void Nothing_drives_the_terminal(string text, string expected) => Assert.Equal(expected, Columns.Inert(text));
}
