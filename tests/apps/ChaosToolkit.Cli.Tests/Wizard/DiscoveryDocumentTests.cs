using System.Text.Json.Nodes;

namespace ChaosToolkit.Cli.Wizard;

public sealed class DiscoveryDocumentTests
{
    [Fact]
    public void Leaves_out_what_the_engine_gives_and_what_is_no_activity()
    {
        var activities = DiscoveryDocument.Read("found.json", JsonNode.Parse(DiscoverySamples.Mill));
        Assert.Equal(["stop_wheel", "flour"], activities.Select(activity => activity.Name));
        Assert.Equal(["wheel", "seconds", "gears"], activities[0].Arguments.Select(argument => argument.Name));
        Assert.Equal("python", activities[0].Provider);
    }

    [Theory]
    [InlineData("null", "it has no list of 'activities'")]
    [InlineData("{\"activities\": {}}", "it has no list of 'activities'")]
    [InlineData("{\"activities\": [1]}", "/activities/0: the 'type' of an activity must be probe or action")]
    [InlineData("{\"activities\": [{\"type\": \"probe\"}]}", "/activities/0: there is no 'name'")]
    [InlineData("{\"activities\": [{\"type\": \"probe\", \"name\": \"a\", \"mod\": 7}]}", "/activities/0: there is no 'mod'")]
    [InlineData("{\"activities\": [{\"type\": \"probe\", \"name\": \"a\", \"mod\": \"m\", \"arguments\": [{}]}]}", "/activities/0/arguments/0: there is no 'name'")]
    public void Says_what_keeps_a_document_from_being_one_and_how_to_get_one(string json, string expected)
    {
        var error = Assert.Throws<LoadingException>(() => DiscoveryDocument.Read("found.json", JsonNode.Parse(json)));
        Assert.StartsWith("'found.json'", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("with chaos discover.", error.Message, StringComparison.Ordinal);
    }
}
