using static ChaosToolkit.JsonPath.JsonPathDialect;

namespace ChaosToolkit.Tests.JsonPath;

/// <summary>The examples of docs/reference/jsonpath.md.</summary>
public sealed class ReferencePageTests
{
    private const string Carts = """{"carts": [{"id": 1, "total": 30, "items": ["pen", "ink"]}, {"id": 2, "total": 75.5, "items": []}], "current": 1}""";

    [Theory]
    [InlineData("$.carts[*].id", "$.carts[*].id", "[1, 2]")]
    [InlineData("$.carts[*][?(@.total > 50)].id", "$.carts[?@.total > 50].id", "[2]")]
    [InlineData("$.carts[*][?(@.items[*] = \"ink\")].id", "$.carts[?@.items[?@ == 'ink']].id", "[1]")]
    [InlineData("$.carts[*][?(not @.total = 30)].id", "$.carts[?!(@.total == 30)].id", "[2]")]
    [InlineData("$.carts[*][?(@.items.length() = 0)].id", "$.carts[?length(@.items) == 0].id", "[2]")]
    [InlineData("$.carts.length()", null, "[2]")]
    [InlineData("$.carts[$.current].id", null, "[2]")]
    [InlineData(null, "$.carts[*].items[?match(@, 'p.*')]", "[\"pen\"]")]
    public void Its_examples_match_what_it_says(string? jsonpath2, string? rfc9535, string expected)
    {
        if (jsonpath2 is not null)
        {
            Paths.AssertMatches(expected, jsonpath2, Carts, Jsonpath2);
        }

        if (rfc9535 is not null)
        {
            Paths.AssertMatches(expected, rfc9535, Carts, Rfc9535);
        }
    }
}
