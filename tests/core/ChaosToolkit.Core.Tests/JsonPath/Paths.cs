using System.Text.Json.Nodes;
using ChaosToolkit.JsonPath;

namespace ChaosToolkit.Tests.JsonPath;

/// <summary>What a path gives, as JSON text that a test can show.</summary>
internal static class Paths
{
    public static string Matches(string path, string document, JsonPathDialect dialect = JsonPathDialect.Any)
    {
        var found = JsonPathQuery.Parse(path, dialect).Select(JsonNode.Parse(document));
        return new JsonArray([.. found.Select(node => node?.DeepClone())]).ToJsonString();
    }

    public static void AssertMatches(string expected, string path, string document, JsonPathDialect dialect = JsonPathDialect.Any) =>
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), Matches(path, document, dialect));

    public static JsonPathSyntaxException Refusal(string path, JsonPathDialect dialect = JsonPathDialect.Any) =>
        Assert.Throws<JsonPathSyntaxException>(() => JsonPathQuery.Parse(path, dialect));
}
