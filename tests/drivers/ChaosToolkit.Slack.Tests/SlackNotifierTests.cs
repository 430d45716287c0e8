using System.Text.Json.Nodes;
using ChaosToolkit.Notifications;
using ChaosToolkit.Providers;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Slack;

/// <summary>Slack as a channel of the settings, against an endpoint that answers as Slack does, or badly.</summary>
public sealed class SlackNotifierTests : IDisposable
{
    private readonly LogCollector log = new();

    public void Dispose() => log.Dispose();

    [Theory]
    [InlineData("ops", "#ops")]
    [InlineData("#ops", "#ops")]
    [InlineData("C024BE91L", "C024BE91L")]
    public async Task Posts_blocks_to_a_channel_with_the_token(string channel, string posted)
    {
        await using var slack = await ScriptedEndpoint.StartAsync();
        slack.On("/post", """{"ok": true}""", "application/json");

        await NotifyAsync($$"""{"token": " xoxb-1 ", "channel": "{{channel}}", "url": "{{slack.Address}}/post"}""", "run-failed", """
            {"experiment": {"title": "The mill stands still"}, "status": "completed", "deviated": true,
             "verdict": {"outcome": "deviated", "reasons": [{"what": "The probe 'flour' was <not> within its tolerance"}]},
             "run": [{"activity": {"name": "stop"}, "status": "failed", "exception": ["Traceback\n", "ValueError: no wheel\n"]}], "rollbacks": []}
            """);

        var request = Assert.Single(slack.Requests);
        Assert.Equal("Bearer xoxb-1", request.Headers["Authorization"]);
        var body = JsonNode.Parse(request.Body)!;
        Assert.Equal(posted, (string?)body["channel"]);
        Assert.Equal("run-failed: The mill stands still", (string?)body["text"]);
        Assert.Equal(
            ["run-failed: The mill stands still", "*Verdict* deviated: The probe 'flour' was &lt;not&gt; within its tolerance", "*Failed* stop\n```ValueError: no wheel```"],
            body["blocks"]!.AsArray().Select(block => (string?)block!["text"]!["text"]));
        Assert.Empty(Failures);
    }

    [Fact]
    public async Task Posts_to_an_incoming_webhook_without_a_token()
    {
        await using var slack = await ScriptedEndpoint.StartAsync();
        slack.On("/hook", "ok");

        await NotifyAsync($$"""{"webhook": "{{slack.Address}}/hook"}""", "run-started", """{"title": "t", "steady-state-hypothesis": {"title": "h"} }""");

        var request = Assert.Single(slack.Requests);
        Assert.False(request.Headers.ContainsKey("Authorization"));
        Assert.Contains("*Hypothesis* h", request.Body, StringComparison.Ordinal);
        Assert.Empty(Failures);
    }

    [Theory]
    [InlineData("""{"ok": false, "error": "not_in_channel"}""", 200, "not_in_channel")]
    [InlineData("no json", 200, "no JSON")]
    [InlineData("", 503, "503")]
    public async Task Tells_what_slack_refuses_and_never_the_token(string answer, int status, string told)
    {
        await using var slack = await ScriptedEndpoint.StartAsync();
        slack.On("/post", answer, status: status);

        await NotifyAsync($$"""{"token": "xoxb-1", "channel": "ops", "url": "{{slack.Address}}/post"}""", "run-started", """{"title": "t"}""");

        Assert.Contains(told, Assert.Single(Failures), StringComparison.Ordinal);
        Assert.DoesNotContain(log.Records, record => record.Message.Contains("xoxb-1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"token\": \"xoxb-1\", \"channel\": \"ops\", \"url\"", "slow")]
    [InlineData("\"token\": \"xoxb-1\", \"channel\": \"ops\", \"url\"", "drops")]
    [InlineData("\"token\": \"xoxb-1\", \"channel\": \"ops\", \"url\"", "fails")]
    [InlineData("\"webhook\"", "slow")]
    [InlineData("\"webhook\"", "drops")]
    [InlineData("\"webhook\"", "fails")]
    public async Task Goes_on_after_an_endpoint_that_is_slow_or_drops_the_connection_or_fails(string members, string path)
    {
        await using var slack = await ScriptedEndpoint.StartAsync();
        slack.Hang("/slow").On("/fails", "", status: 500).On("/drops", context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        await NotifyAsync($$"""{ {{members}}: "{{slack.Address}}/{{path}}", "timeout": 0.2}""", "run-started", """{"title": "t"}""");

        Assert.Single(slack.Requests);
        Assert.Single(Failures);
        Assert.Empty(log.Lines);
    }

    [Theory]
    [InlineData("3000000")]
    [InlineData("1e300")]
    [InlineData("-1")]
    public async Task Any_timeout_will_do(string timeout)
    {
        await using var slack = await ScriptedEndpoint.StartAsync();
        slack.On("/hook", "ok");

        await NotifyAsync($$"""{"webhook": "{{slack.Address}}/hook", "timeout": {{timeout}}}""", "run-started", """{"title": "t"}""");

        Assert.Empty(Failures);
        Assert.Single(slack.Requests);
    }

    [Fact]
    public async Task Tells_how_long_slack_had_to_answer()
    {
        await using var slack = await ScriptedEndpoint.StartAsync();
        slack.Hang("/hook");

        await NotifyAsync($$"""{"webhook": "{{slack.Address}}/hook", "timeout": 1e-9}""", "run-started", """{"title": "t"}""");

        Assert.Contains("Slack did not answer within 1e-09 s.", Assert.Single(Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("discover-failed", "\"chaosdemo\"", "no such package", "discover-failed: chaosdemo", "*Error* no such package")]
    [InlineData("validate-failed", "{\"title\": \"t\"}", "no method", "validate-failed: t", "*Error* no method")]
    [InlineData("init-failed", "null", "end of input", "init-failed", "*Error* end of input")]
    [InlineData("run-failed", "{\"experiment\": {\"title\": \"t\"}, \"status\": \"failed\"}", null, "run-failed: t", "*Status* failed")]
    public async Task Has_a_message_for_each_flow(string name, string payload, string? error, params string[] texts)
    {
        await using var slack = await ScriptedEndpoint.StartAsync();
        slack.On("/hook", "ok");

        await NotifyAsync($$"""{"webhook": "{{slack.Address}}/hook"}""", name, payload, error);

        Assert.Equal(texts, JsonNode.Parse(Assert.Single(slack.Requests).Body)!["blocks"]!.AsArray().Select(block => (string?)block!["text"]!["text"]));
    }

    [Fact]
    public async Task Sends_nothing_without_token_and_channel()
    {
        await NotifyAsync("""{"channel": "ops"}""", "run-started", """{"title": "t"}""");

        Assert.Contains(log.Records, record => record.Message.StartsWith("Nothing is sent to Slack", StringComparison.Ordinal));
    }

    private IEnumerable<string> Failures => log.Records.Select(record => record.Message).Where(message => message.StartsWith("A notification channel of type 'plugin' failed", StringComparison.Ordinal));

    private async Task NotifyAsync(string channel, string name, string payload, string? error = null)
    {
        var members = (JsonObject)JsonNode.Parse(channel)!;
        members["type"] = "plugin";
        members["module"] = "chaosslack.notification";
        var settings = new JsonObject { ["notifications"] = new JsonArray(members) };
        await using var engine = new Engine(new EngineServices(log, TimeProvider.System) { Settings = settings }, typeof(SlackNotifier).Assembly);
        await engine.Channels.NotifyAsync(name, NotificationPhase.Run, JsonNode.Parse(payload), error, TestContext.Current.CancellationToken);
    }
}
