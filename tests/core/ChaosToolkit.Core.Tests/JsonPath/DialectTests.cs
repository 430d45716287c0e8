using System.Text.Json.Nodes;
using ChaosToolkit.JsonPath;
using static ChaosToolkit.JsonPath.JsonPathDialect;

namespace ChaosToolkit.Tests.JsonPath;

public sealed class DialectTests
{
    private const string Items = """{"items": [{"a": 1}, {"a": 2}], "a": 2}""";

    [Theory]
    [InlineData("$.items[*].a", Jsonpath2)]
    [InlineData("  $.items  ", Jsonpath2)]
    [InlineData("$.items[*][?(@.a = 1)]", Jsonpath2)]
    [InlineData("$.items[?(@.a == 1)]", Rfc9535)]
    [InlineData("$.items[?@.a]", Rfc9535)]
    [InlineData("$['items']", Rfc9535)]
    [InlineData(" $['items'] ", Rfc9535)]
    [InlineData("$.and", Rfc9535)]
    [InlineData("$.größe", Rfc9535)]
    [InlineData("$[?length(@.a) > 1]", Rfc9535)]
    public void Reads_a_path_in_jsonpath2_where_it_is_valid_there(string path, JsonPathDialect expected) =>
        Assert.Equal(expected, JsonPathQuery.Parse(path).Dialect);

    [Fact]
    public void A_filter_tests_the_children_in_one_dialect_and_the_value_in_the_other()
    {
        Paths.AssertMatches("""[{"a": 2}]""", "$.items[?(@.a > 1)]", Items, Rfc9535);
        Paths.AssertMatches("[]", "$.items[?(@.a > 1)]", Items, Jsonpath2);
        Paths.AssertMatches("[]", "$.items[?(@.a > 1)]", Items);
        Paths.AssertMatches("[2]", "$[?(@.a > 1)].a", Items);
    }

    [Theory]
    [InlineData("$.items[?(@.a > 1)]", true)]
    [InlineData("$.items[?(@.a)].b", true)]
    [InlineData("$..[?(@.a != 1)]", true)]
    [InlineData("$.items[?(@.a = 1)]", false)]
    [InlineData("$.items[?(@.a == 1)]", false)]
    [InlineData("$.items[0:2].a", false)]
    public void A_filter_that_both_dialects_take_is_ambiguous(string path, bool expected)
    {
        Assert.Equal(expected, JsonPathQuery.Parse(path).IsAmbiguous);
    }

    [Fact]
    public void A_path_is_not_ambiguous_when_its_dialect_is_given()
    {
        Assert.False(JsonPathQuery.Parse("$.items[?(@.a > 1)]", Jsonpath2).IsAmbiguous);
        Assert.False(JsonPathQuery.Parse("$.items[?(@.a > 1)]", Rfc9535).IsAmbiguous);
    }

    [Theory]
    [InlineData("items[0].a", "[1]")]
    [InlineData(".items[0].a", "[1]")]
    [InlineData("[\"items\"][1].a", "[2]")]
    [InlineData("['items'][1].a", "[2]")]
    [InlineData("..a", "[2, 1, 2]")]
    [InlineData(" a ", "[2]")]
    [InlineData("*.length()", "[2]")]
    public void A_path_without_its_root_is_taken_as_if_it_had_one(string path, string expected) => Paths.AssertMatches(expected, path, Items);

    [Fact]
    public void Gives_the_nodes_of_the_document_themselves()
    {
        var document = JsonNode.Parse(Items)!;
        Assert.Same(document["items"]![1], Assert.Single(JsonPathQuery.Parse("$.items[1]").Select(document)));
    }

    [Theory]
    [InlineData("$", "[null]")]
    [InlineData("$.a", "[]")]
    [InlineData("$..*", "[]")]
    public void Looks_into_null_too(string path, string expected) => Paths.AssertMatches(expected, path, "null");

    [Fact]
    public void Dialects_have_the_names_that_documents_use()
    {
        Assert.Equal(["jsonpath2", "rfc9535"], JsonPathDialectNames.All);
        Assert.All(JsonPathDialectNames.All, name => Assert.True(JsonPathDialectNames.TryRead(name, out var dialect) && JsonPathDialectNames.Of(dialect) == name));
        Assert.False(JsonPathDialectNames.TryRead("RFC9535", out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => JsonPathDialectNames.Of(Any));
    }
}
