using ChaosToolkit.Values;

namespace ChaosToolkit.Cli.Wizard;

public sealed class ArgumentTypeTests
{
    [Theory]
    [InlineData("integer", " 7 ", "7")]
    [InlineData("integer", "-123456789012345678901234567890", "-123456789012345678901234567890")]
    [InlineData("number", "7", "7.0")]
    [InlineData("number", "1e-7", "1e-07")]
    [InlineData("boolean", "Yes", "true")]
    [InlineData("boolean", "off", "false")]
    [InlineData("list", "[1, [2]]", "[1,[2]]")]
    [InlineData("tuple", "[]", "[]")]
    [InlineData("mapping", "{\"a\": null}", "{\"a\":null}")]
    [InlineData("string", " 7 ", "\" 7 \"")]
    [InlineData("byte", "7", "\"7\"")]
    [InlineData("object", "7", "\"7\"")]
    [InlineData(null, "null", "\"null\"")]
    [InlineData("integer", "${port}", "\"${port}\"")]
    public void Reads_an_answer_as_the_arguments_type(string? type, string answer, string expected)
    {
        Assert.Null(ArgumentType.Read(type, answer, out var value));
        Assert.Equal(expected, JsonText.Of(value));
    }

    [Theory]
    [InlineData("integer", "7.5")]
    [InlineData("integer", "${two} ${words}")]
    [InlineData("number", "inf")]
    [InlineData("number", "1,5")]
    [InlineData("boolean", "2")]
    [InlineData("list", "{}")]
    [InlineData("list", "a, b")]
    [InlineData("mapping", "[]")]
    [InlineData("mapping", "{\"a\": 1, \"a\": 2}")]
    public void Says_what_is_wrong_with_an_answer_and_quotes_it(string type, string answer)
    {
        var problem = ArgumentType.Read(type, answer, out var value);
        Assert.StartsWith($"'{answer}' is ", problem, StringComparison.Ordinal);
        Assert.Null(value);
    }
}
