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

    [Fact]
    public async Task A_reference_in_the_title_is_looked_at_as_well()
    {
        var found = Assert.Single(await DiagnosticSamples.DiagnoseAsync("shop.json", """{"title": "Is ${hots} there?", "description": "d", "configuration": {"host": "shop"}, "method": []}"""));

        Assert.Equal(("CTK0155", "Did you mean '${host}'?"), (found.Code, found.Help));
    }

    // To compare each name with each would take hours.
    [Fact]
    public async Task Thousands_of_names_that_are_wrong_are_told_without_comparing_each_with_each()
    {
        var activities = Enumerable.Range(0, 30_000).Select(i =>
            """{"type": "action", "name": "an activity of this experiment, number #", "provider": {"type": "process", "path": "${host_of_number_#}"}}""".Replace("#", $"{i}", StringComparison.Ordinal));
        var references = Enumerable.Range(0, 30_000).Select(i => $$"""{"ref": "an activity of that experiment, number {{i}}"}""");
        var hosts = Enumerable.Range(0, 30_000).Select(i => $"\"hosts_of_number_{i}\": 1");
        var found = await DiagnosticSamples.DiagnoseAsync(
            "shop.json", $$"""{"title": "t", "description": "d", "configuration": { {{string.Join(", ", hosts)}} }, "method": [{{string.Join(", ", activities.Concat(references))}}]}""");

        Assert.Equal(30_000, found.Count(one => one.Code == "CTK0106"));
        Assert.StartsWith("Did you mean 'an activity of this experiment, number 0'? Known: ", found.First(one => one.Code == "CTK0106").Help, StringComparison.Ordinal);
        Assert.Contains(found, one => one.Code == "CTK0155");
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
