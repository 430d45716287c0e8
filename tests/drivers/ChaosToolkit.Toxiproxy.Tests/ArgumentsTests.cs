using System.Text.Json.Nodes;
using ChaosToolkit.Toxiproxy.Servers;

namespace ChaosToolkit.Toxiproxy;

public sealed class ArgumentsTests
{
    [Theory]
    [InlineData("9007199254740993", 9007199254740993)]
    [InlineData("\"9007199254740993\"", 9007199254740993)]
    [InlineData("-1", -1L)]
    [InlineData("7.0", 7L)]
    [InlineData("null", null)]
    public void A_whole_number_keeps_all_its_digits(string written, long? number) => Assert.Equal(number, Arguments.Integer(Of(written), "seed"));

    [Theory]
    [InlineData("1.5")]
    [InlineData("\"many\"")]
    [InlineData("true")]
    [InlineData("9223372036854775808")]
    public void What_is_no_whole_number_is_refused(string written) =>
        Assert.StartsWith("The argument 'seed' must be a whole number; ", Assert.Throws<ActivityFailedException>(() => Arguments.Integer(Of(written), "seed")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    public void A_name_that_is_another_in_a_path_is_refused(string name) =>
        Assert.EndsWith("could not be taken away again.", Assert.Throws<ActivityFailedException>(() => Arguments.Name(new JsonObject { ["name"] = name }, "name")).Message, StringComparison.Ordinal);

    private static JsonObject Of(string written) => new() { ["seed"] = JsonNode.Parse(written) };
}
