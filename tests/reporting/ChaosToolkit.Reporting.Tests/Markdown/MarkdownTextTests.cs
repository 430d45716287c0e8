namespace ChaosToolkit.Reporting.Markdown;

public sealed class MarkdownTextTests
{
    [Fact]
    public void A_bar_ends_a_cell_unless_it_is_escaped_and_only_there()
    {
        Assert.Equal("`a|b`", MarkdownText.Code("a|b"));
        Assert.Equal("`a\\|b`", MarkdownText.CodeInCell("a|b"));
    }
}
