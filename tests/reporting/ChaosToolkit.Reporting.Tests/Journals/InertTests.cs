namespace ChaosToolkit.Reporting.Journals;

public sealed class InertTests
{
    [Theory]
    [InlineData("plain ä ж 漢 😀", "plain ä ж 漢 😀")]
    [InlineData("a\u202Eb", "a[U+202E]b")]
    [InlineData("\u001b[31mred", "[U+001B][31mred")]
    [InlineData("a\r\nb\rc", "a\nb\nc")]
    [InlineData("\0\u0085\u200b\ufeff", "[U+0000][U+0085][U+200B][U+FEFF]")]
    [InlineData("tag \U000E0041", "tag [U+E0041]")]
    public void Writes_out_what_drives_a_display(string text, string shown) => Assert.Equal(shown, Inert.Text(text));

    // An attribute cannot hold half a pair.
    [Fact]
    public void Writes_out_half_a_surrogate_pair() => Assert.Equal("half [U+D83D] pair", Inert.Text("half \ud83d pair"));

    [Fact]
    public void Cuts_no_character_in_two() => Assert.Equal("a", Inert.Cut("a😀b", 2));
}
