using ChaosToolkit.Diagnostics;

namespace ChaosToolkit.Model;

public sealed class ExperimentValidatorTests
{
    [Fact]
    public async Task A_mistake_in_what_several_aliases_stand_for_is_told_once()
    {
        var found = await DiagnosticSamples.DiagnoseAsync("shop.yaml", """
            title: t
            description: d
            base: &base
              type: probe
              provider: {type: http, url: "http://localhost/", timeout: soon}
            method:
            - {<<: *base, name: one}
            - {<<: *base, name: two}
            """);

        Assert.Equal("shop.yaml:5:", DiagnosticText.Headline(Assert.Single(found))[..12]);
    }

    [Theory]
    [InlineData("shop.yaml", "")]
    [InlineData("shop.yaml", "# soon\n")]
    [InlineData("shop.yaml", "---\n")]
    [InlineData("shop.json", "")]
    [InlineData("shop.json", " \n")]
    public async Task Nothing_is_called_so_in_json_and_in_yaml(string name, string text)
    {
        var found = Assert.Single(await DiagnosticSamples.DiagnoseAsync(name, text));

        Assert.Equal(("There is nothing in here.", "Write an object: { }."), (found.Message, found.Help));
    }

    [Theory]
    [InlineData("shop.yaml", "null")]
    [InlineData("shop.json", "null")]
    public async Task A_null_is_no_nothing(string name, string text)
    {
        var found = Assert.Single(await DiagnosticSamples.DiagnoseAsync(name, text));

        Assert.Equal("An experiment is an object of members; this is null.", found.Message);
    }
}
