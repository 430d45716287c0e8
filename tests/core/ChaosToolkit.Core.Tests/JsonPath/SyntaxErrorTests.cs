using ChaosToolkit.JsonPath;
using static ChaosToolkit.JsonPath.JsonPathDialect;

namespace ChaosToolkit.Tests.JsonPath;

public sealed class SyntaxErrorTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("   ", 0)]
    [InlineData("$.", 2)]
    [InlineData("$.a[", 4)]
    [InlineData("$.a b", 4)]
    [InlineData("$.a[?(@.b === 1)]", 12)]
    [InlineData("$.a[?(@.b = 1]", 13)]
    [InlineData("$.a.size()", 4)]
    [InlineData("a[", 2)]
    [InlineData("..", 2)]
    [InlineData("  a[", 4)]
    [InlineData("@.a", 0)]
    [InlineData("$['a", 4)]
    public void Says_where_a_path_goes_wrong_in_what_the_user_wrote(string path, int position)
    {
        var error = Paths.Refusal(path);
        Assert.Equal(position, error.Position);
        Assert.Equal(path, error.Path);
        Assert.NotEmpty(error.Hint);
        Assert.Contains($"'{path}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$.a[foo]", "[\"foo\"]")]
    [InlineData("$.size()", "length, substring, values")]
    [InlineData("$.and", "double quotes")]
    [InlineData("$[?(@.a == 1)]", "double quotes")]
    [InlineData("$[1.5]", "without a point")]
    public void Says_what_to_write_instead_in_jsonpath2(string path, string hint) =>
        Assert.Contains(hint, Paths.Refusal(path, Jsonpath2).Hint, StringComparison.Ordinal);

    [Theory]
    [InlineData("$[?(@.a = 1)]", "==")]
    [InlineData("$[?size(@.a) == 1]", "count, length, match, search, value")]
    [InlineData("$[?@.* == 1]", "count()")]
    [InlineData("$[01]", "Write 1")]
    [InlineData("$['\\q']", "\\uXXXX")]
    public void Says_what_to_write_instead_in_rfc_9535(string path, string hint) =>
        Assert.Contains(hint, Paths.Refusal(path, Rfc9535).Hint, StringComparison.Ordinal);

    [Fact]
    public void Trying_to_read_a_path_throws_nothing()
    {
        Assert.False(JsonPathQuery.TryParse("$[", Any, out var query, out var error));
        Assert.Null(query);
        Assert.Equal(2, error.Position);
        Assert.True(JsonPathQuery.TryParse("$", Any, out query, out error));
        Assert.Null(error);
        Assert.Equal("$", query.ToString());
    }
}
