using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Python.Tests;

public sealed class NotificationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    [Fact]
    public async Task A_plugin_gets_the_channel_and_the_event_and_may_change_the_payload()
    {
        await using var world = new PythonWorld();
        world.Module("pager", "def notify(channel, event):\n    event['payload']['seen'] = [channel, event['name'], type(event['ts']).__name__, list(event)]\ndef page(channel, event):\n    event['payload']['title'] = 'paged'\n");
        await world.KnowFolder();
        var notifier = new PythonNotifier(world.Services);
        var payload = Parse("""{"title":"t"}""");
        var notification = new JsonObject { ["name"] = "run-started", ["payload"] = payload, ["phase"] = "run", ["ts"] = Value.Float(2) };
        Assert.True(await notifier.NotifyAsync(Parse("""{"type":"plugin","module":"pager","people":["ann"]}"""), notification, Token));
        Assert.Equal("""{"title":"t","seen":[{"type":"plugin","module":"pager","people":["ann"]},"run-started","float",["name","payload","phase","ts"]]}""", JsonText.Of(payload));
        Assert.True(await notifier.NotifyAsync(Parse("""{"type":"plugin","module":"pager","func":"page"}"""), notification, Token));
        Assert.Equal("paged", (string?)payload["title"]);
        Assert.Same(payload, notification["payload"]);
    }

    [Theory]
    [InlineData("An exception was raised: InvalidExperiment('no method')", "validate-failed", "InvalidExperiment")]
    [InlineData("no method", "validate-failed", "InvalidExperiment")]
    [InlineData("Package x not found", "discover-failed", "DiscoveryFailed")]
    [InlineData("An exception was raised: Strange('x')", "run-failed", "ChaosException")]
    public async Task An_error_arrives_as_an_exception_of_chaoslib(string error, string name, string kind)
    {
        await using var world = new PythonWorld();
        world.Module("watcher", "from chaoslib.exceptions import ChaosException\ndef notify(channel, event):\n    event['payload']['kind'] = [type(event['error']).__name__, isinstance(event['error'], ChaosException)]\n");
        await world.KnowFolder();
        var payload = new JsonObject();
        await new PythonNotifier(world.Services).NotifyAsync(Parse("""{"module":"watcher"}"""), new JsonObject { ["name"] = name, ["payload"] = payload, ["error"] = error }, Token);
        Assert.Equal($"[\"{kind}\",true]", JsonText.Of(payload["kind"]));
    }

    [Theory]
    [InlineData("no_such_pager", "notify")]
    [InlineData("pager", "no_such_function")]
    [InlineData("broken", "notify")]
    public async Task A_plugin_that_is_not_there_or_fails_is_an_exception(string module, string func)
    {
        await using var world = new PythonWorld();
        world.Module("pager", "def notify(channel, event):\n    pass\n");
        world.Module("broken", "def notify(channel, event):\n    raise RuntimeError('no signal')\n");
        await world.KnowFolder();
        await Assert.ThrowsAnyAsync<ChaosException>(() =>
            new PythonNotifier(world.Services).NotifyAsync(new JsonObject { ["module"] = module, ["func"] = func }, new JsonObject { ["name"] = "run-started", ["payload"] = null }, Token));
    }
}
