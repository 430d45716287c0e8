using ChaosToolkit.Loading;
using ChaosToolkit.Values;

namespace ChaosToolkit.Core.Tests.Values;

public class PythonComparisonTests
{
    [Theory]
    [InlineData("true", "1", true)]
    [InlineData("false", "0", true)]
    [InlineData("true", "1.0", true)]
    [InlineData("7", "7.0", true)]
    [InlineData("0.0", "-0.0", true)]
    [InlineData("NaN", "NaN", false)]
    [InlineData("Infinity", "1e999", true)]
    [InlineData("null", "0", false)]
    [InlineData("null", "null", true)]
    [InlineData("\"1\"", "1", false)]
    [InlineData("9007199254740993", "9007199254740992.0", false)]
    [InlineData("9007199254740992", "9007199254740992.0", true)]
    [InlineData("100000000000000000000", "1e20", true)]
    [InlineData("100000000000000000001", "1e20", false)]
    [InlineData("[1, true, 2.0]", "[true, 1, 2]", true)]
    [InlineData("[1]", "[1, 2]", false)]
    [InlineData("{\"a\": 1, \"b\": [2]}", "{\"b\": [2.0], \"a\": true}", true)]
    [InlineData("{\"a\": null}", "{\"b\": null}", false)]
    [InlineData("[]", "{}", false)]
    public void Values_are_equal_as_in_Python(string left, string right, bool expected)
    {
        Assert.Equal(expected, PythonComparison.AreEqual(Read(left), Read(right)));
        Assert.Equal(expected, PythonComparison.AreEqual(Read(right), Read(left)));
    }

    [Theory]
    [InlineData("1", "2", -1)]
    [InlineData("2.5", "2", 1)]
    [InlineData("true", "0.5", 1)]
    [InlineData("9007199254740993", "9007199254740992.0", 1)]
    [InlineData("100000000000000000000000", "1e999", -1)]
    [InlineData("-1e999", "0", -1)]
    [InlineData("NaN", "1", null)]
    [InlineData("\"a\"", "\"b\"", -1)]
    [InlineData("\"\uFF5E\"", "\"😀\"", -1)]
    [InlineData("\"a\"", "\"ab\"", -1)]
    [InlineData("\"1\"", "1", null)]
    [InlineData("null", "null", null)]
    public void Values_are_ordered_as_in_Python(string left, string right, int? expected)
    {
        Assert.Equal(expected, PythonComparison.Compare(Read(left), Read(right)) is { } order ? Math.Sign(order) : null);
        Assert.Equal(-expected, PythonComparison.Compare(Read(right), Read(left)) is { } reverse ? Math.Sign(reverse) : null);
    }

    [Fact]
    public void An_integer_past_every_float_can_be_compared_with_one()
    {
        var huge = Read(new string('9', 400));

        Assert.Equal(1, PythonComparison.Compare(huge, Read("1.5")));
        Assert.Equal(-1, PythonComparison.Compare(huge, Read("Infinity")));
        Assert.False(PythonComparison.AreEqual(huge, Read("Infinity")));
    }

    [Theory]
    [InlineData("null", false)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("0.0", false)]
    [InlineData("NaN", true)]
    [InlineData("\"\"", false)]
    [InlineData("\"0\"", true)]
    [InlineData("[]", false)]
    [InlineData("[null]", true)]
    [InlineData("{}", false)]
    [InlineData("-1", true)]
    public void Truth_is_that_of_Python(string value, bool expected) => Assert.Equal(expected, PythonComparison.IsTrue(Read(value)));

    private static System.Text.Json.Nodes.JsonNode? Read(string json) => JsonDocumentReader.Read(new SourceText("x", json)).Root;
}
