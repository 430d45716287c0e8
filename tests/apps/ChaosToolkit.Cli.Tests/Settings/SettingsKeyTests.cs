using System.Text.Json.Nodes;

namespace ChaosToolkit.Cli.Settings;

public sealed class SettingsKeyTests
{
    private readonly JsonNode settings = JsonNode.Parse("""
        {"zone": "eu", "owner": null, "auths": {"search.internal": {"type": "bearer"}}, "hooks": [{"url": "a"}, {"url": "b"}, [1, 2]], "odd[name]": 1}
        """)!;

    [Theory]
    [InlineData("zone", "\"eu\"")]
    [InlineData("owner", "null")]
    [InlineData(@"auths.search\.internal.type", "\"bearer\"")]
    [InlineData("hooks[1].url", "\"b\"")]
    [InlineData("hooks[2][1]", "2")]
    [InlineData(@"odd\[name]", "1")]
    public void Finds_what_is_there(string key, string expected)
    {
        Assert.True(SettingsKey.Parse(key)!.TryFind(settings, out var value));
        Assert.Equal(expected, value?.ToJsonString() ?? "null");
    }

    [Theory]
    [InlineData("region")]
    [InlineData("zone.name")]
    [InlineData("auths.search.internal.type")]
    [InlineData("hooks[3]")]
    [InlineData("hooks.0")]
    [InlineData("zone[0]")]
    public void Finds_nothing_where_nothing_is(string key) => Assert.False(SettingsKey.Parse(key)!.TryFind(settings, out _));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("zone.")]
    [InlineData("hooks[")]
    [InlineData("hooks[-1]")]
    [InlineData("hooks[0]url")]
    public void Refuses_what_is_no_key(string key) => Assert.Null(SettingsKey.Parse(key));

    [Fact]
    public void Replaces_only_what_is_there()
    {
        Assert.True(SettingsKey.Parse("hooks[0].url")!.TryReplace(settings, JsonValue.Create("c")));
        Assert.True(SettingsKey.Parse("hooks[1]")!.TryReplace(settings, null));
        Assert.False(SettingsKey.Parse("region")!.TryReplace(settings, JsonValue.Create("c")));
        Assert.False(SettingsKey.Parse("hooks[3]")!.TryReplace(settings, JsonValue.Create("c")));
        Assert.Equal("""[{"url":"c"},null,[1,2]]""", settings["hooks"]!.ToJsonString());
    }

    [Fact]
    public void Removes_members_and_items()
    {
        Assert.True(SettingsKey.Parse("hooks[0]")!.TryRemove(settings));
        Assert.True(SettingsKey.Parse("owner")!.TryRemove(settings));
        Assert.False(SettingsKey.Parse("owner")!.TryRemove(settings));
        Assert.Equal("""[{"url":"b"},[1,2]]""", settings["hooks"]!.ToJsonString());
    }
}
