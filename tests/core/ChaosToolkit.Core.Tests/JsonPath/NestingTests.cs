using System.Text.Json.Nodes;
using ChaosToolkit.JsonPath;
using static ChaosToolkit.JsonPath.JsonPathDialect;

namespace ChaosToolkit.Tests.JsonPath;

public sealed class NestingTests
{
    private const int Many = 100_000;

    [Theory]
    [InlineData("$[?", "(")]
    [InlineData("$[?(", "not (")]
    [InlineData("$[?", "!(")]
    [InlineData("$", "[?(@")]
    [InlineData("$", "[?@")]
    [InlineData("$", "[")]
    [InlineData("$", "[$")]
    [InlineData("$[?(", "[")]
    [InlineData("$[?(", "{\"a\":")]
    [InlineData("$", ".charAt(@")]
    [InlineData("$[?", "length(")]
    public void A_path_nested_without_end_is_refused(string start, string unit)
    {
        var path = start + string.Concat(Enumerable.Repeat(unit, Many));
        Assert.False(JsonPathQuery.TryParse(path, Any, out _, out var error));
        Assert.True(error.Message.Length < 1000);
        Assert.False(JsonPathQuery.TryParse(path, Rfc9535, out _, out _));
        Assert.False(JsonPathQuery.TryParse(path, Jsonpath2, out _, out _));
    }

    [Theory]
    [InlineData(Rfc9535, "(")]
    [InlineData(Rfc9535, "!(")]
    [InlineData(Jsonpath2, "(")]
    [InlineData(Jsonpath2, "not (")]
    public void Parentheses_may_stand_in_each_other_a_hundred_times(JsonPathDialect dialect, string open) =>
        Assert.NotNull(JsonPathQuery.Parse("$[?(" + string.Concat(Enumerable.Repeat(open, 100)) + "@.a" + new string(')', 101) + "]", dialect));

    [Fact]
    public void Long_paths_are_no_deep_ones()
    {
        Assert.Empty(JsonPathQuery.Parse("$" + string.Concat(Enumerable.Repeat(".a", Many))).Select(null));
        Assert.Single(JsonPathQuery.Parse("$[?(" + string.Concat(Enumerable.Repeat("not ", Many)) + "@)]", Jsonpath2).Select(null));
        Assert.Single(JsonPathQuery.Parse("$[?(" + string.Join(" or ", Enumerable.Repeat("@.a", Many)) + " or @)]", Jsonpath2).Select(null));
        Assert.Single(JsonPathQuery.Parse("$[?" + string.Join(" || ", Enumerable.Repeat("@.a", Many)) + "|| @]", Rfc9535).Select(new JsonArray(1)));
    }

    [Fact]
    public void Looks_through_a_document_of_a_thousand_levels()
    {
        JsonNode document = new JsonObject { ["end"] = true };
        for (var i = 0; i < 1000; i++)
        {
            document = i % 2 == 0 ? new JsonArray(document) : new JsonObject { ["a"] = document };
        }

        Assert.True((bool?)Assert.Single(JsonPathQuery.Parse("$..end").Select(document)));
        Assert.Single(JsonPathQuery.Parse("$[?($ = @)]", Jsonpath2).Select(document));
        Assert.Single(JsonPathQuery.Parse("$[?@ == $.a]", Rfc9535).Select(document));
    }
}
