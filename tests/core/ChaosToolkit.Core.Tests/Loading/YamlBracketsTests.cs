namespace ChaosToolkit.Loading;

public sealed class YamlBracketsTests
{
    // Each of these took a time that grows with the square of its length: hours.
    [Theory]
    [InlineData("{", "a", "")]
    [InlineData("x: [1", " ", "")]
    [InlineData("x: [1", " ", "]")]
    [InlineData("", "x: |", "\n[")]
    [InlineData("", "- [", "")]
    public void Finds_a_bracket_however_long_its_line_is(string start, string repeated, string end)
    {
        var text = start + string.Concat(Enumerable.Repeat(repeated, 15_000_000 / repeated.Length)) + end;

        Assert.Equal(!text.EndsWith(']') && text.Contains('['), YamlBrackets.FindUnclosed(text, text.Length) is not null && !text.StartsWith('{'));
    }
}
