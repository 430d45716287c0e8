namespace ChaosToolkit.Diagnostics;

public class SpellingTests
{
    private static readonly string[] Known = ["jsonpath", "probe", "range", "regex"];

    [Theory]
    [InlineData("ragne", "range")]
    [InlineData("rang", "range")]
    [InlineData("Regex", "regex")]
    [InlineData("regexp", "regex")]
    [InlineData("json-path", "jsonpath")]
    [InlineData("jsonptah", "jsonpath")]
    [InlineData("threshold", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    public void Finds_the_nearest_word(string word, string? expected) => Assert.Equal(expected, Spelling.Nearest(word, Known));

    [Theory]
    [InlineData("chaos.controls.gaurd", null)]
    [InlineData("chaos.controls.safegaurds", "chaos.controls.safeguards")]
    [InlineData("chaos.control.humio", "chaos.controls.humio")]
    [InlineData("chaoscontrols.humio", "chaos.controls.humio")]
    [InlineData("ab", null)]
    [InlineData("fi", "if")]
    [InlineData("IF", "if")]
    [InlineData("i", null)]
    public void A_name_is_compared_part_by_part_and_a_short_word_by_its_letters(string word, string? expected) =>
        Assert.Equal(expected, Spelling.Nearest(word, ["chaos.controls.humio", "chaos.controls.safeguards", "if"]));

    [Fact]
    public void Suggests_it_and_tells_the_others() =>
        Assert.Equal("Did you mean 'range'? Known: jsonpath, probe, range, regex.", Spelling.Suggest("ragne", Known));

    [Fact]
    public void Tells_only_what_is_known_when_nothing_is_near() => Assert.Equal("Known: jsonpath, probe, range, regex.", Spelling.Suggest("glob", Known));
}
