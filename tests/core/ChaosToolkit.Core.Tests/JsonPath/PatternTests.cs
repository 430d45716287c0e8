using System.Diagnostics;
using System.Text.Json.Nodes;
using ChaosToolkit.JsonPath;
using ChaosToolkit.JsonPath.Regexes;
using static ChaosToolkit.JsonPath.JsonPathDialect;

namespace ChaosToolkit.Tests.JsonPath;

public sealed class PatternTests
{
    [Theory]
    [InlineData("a|bc", "bc", true)]
    [InlineData("a|bc", "abc", false)]
    [InlineData("", "", true)]
    [InlineData("(ab)*c?", "abab", true)]
    [InlineData("a{2}", "aa", true)]
    [InlineData("a{2}", "aaa", false)]
    [InlineData("a{2,}", "aaaa", true)]
    [InlineData("a{1,2}", "aaa", false)]
    [InlineData("[a-c0-9]+", "b7", true)]
    [InlineData("[^a-c]", "b", false)]
    [InlineData("[^a-c]", "😀", true)]
    [InlineData("[😀-😂x]", "😁", true)]
    [InlineData("[😀-😂x]", "😃", false)]
    [InlineData("..", "😀", false)]
    [InlineData(".", "😀", true)]
    [InlineData(@"\p{L}", "𝒜", true)]
    [InlineData(@"\p{Lu}\P{Lu}", "Äß", true)]
    [InlineData(@"[\p{Nd}\-]+", "1-2", true)]
    [InlineData("[-a]+", "-a-", true)]
    [InlineData("[a-]+", "-a-", true)]
    [InlineData(@"\(\.\)\n", "(.)\n", true)]
    [InlineData("#a b", "#a b", true)]
    public void Matches_as_an_i_regexp(string pattern, string text, bool expected) => Assert.Equal(expected, new PatternCache().Matches(text, pattern, whole: true));

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("a)")]
    [InlineData("*a")]
    [InlineData("a**")]
    [InlineData("a+?")]
    [InlineData("a{")]
    [InlineData("a{,2}")]
    [InlineData("a{2,1}")]
    [InlineData("a{99999999999}")]
    [InlineData("a{1,x}")]
    [InlineData("[")]
    [InlineData("[]")]
    [InlineData("[b-a]")]
    [InlineData("[a-c-e]")]
    [InlineData("[[a]]")]
    [InlineData(@"\d")]
    [InlineData(@"\1")]
    [InlineData(@"\")]
    [InlineData(@"\p{Latin}")]
    [InlineData(@"\p{Cs}")]
    [InlineData(@"\pL")]
    [InlineData("(?i)a")]
    [InlineData("(?=a)")]
    [InlineData("a}")]
    public void Takes_nothing_but_i_regexps(string pattern) => Assert.Null(IRegexp.Translate(pattern));

    [Fact]
    public void Pathological_patterns_end_soon()
    {
        var text = new string('a', 50_000) + "!";
        var document = new JsonObject { ["texts"] = new JsonArray([.. Enumerable.Range(0, 20).Select(_ => JsonValue.Create(text))]) };
        var watch = Stopwatch.StartNew();

        Assert.Empty(JsonPathQuery.Parse("$.texts[?match(@, '(a*)*b')]", Rfc9535).Select(document));
        Assert.Empty(JsonPathQuery.Parse("$.texts[?match(@, '((a|aa)*){2000}b')]", Rfc9535).Select(document));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public void A_pattern_nested_without_end_is_none() => Assert.Null(IRegexp.Translate(new string('(', 100_000) + new string(')', 100_000)));
}
