using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Notifications;

/// <summary>What channels hear of each command, with each of their options: the real command against a real endpoint.</summary>
public sealed class FlowTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public FlowTests()
    {
        folder.Write("good.json", Experiment("""{"type": "probe", "name": "p", "provider": {"type": "process", "path": "true"} }"""));
        folder.Write("unmet.json", Experiment("""{"type": "action", "name": "a", "provider": {"type": "process", "path": "touch", "arguments": "gone"} }"""));
        folder.Write("broken.json", Experiment("""{"type": "probe", "name": "p", "provider": {"type": "process", "path": "true"} }""", path: "/nowhere/at/all"));
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("run good.json", 0, "run-started run object", "run-completed run object")]
    [InlineData("run unmet.json", 1, "run-started run object", "run-completed run object", "run-deviated run object")]
    [InlineData("run --no-validation broken.json", 1, "run-started run object", "run-failed run object")]
    [InlineData("run broken.json", 1, "run-started run object")]
    [InlineData("validate good.json", 0, "validate-started validate object", "validate-completed validate object")]
    [InlineData("validate broken.json", 1, "validate-started validate object", "validate-failed validate object, error")]
    [InlineData("discover --no-install nowhere-at-all", 1, "discover-started discovery text", "discover-failed discovery text, error")]
    [InlineData("init --experiment-path new.json", 1, "init-started init null", "init-failed init null, error")]
    public async Task Each_flow_tells_how_it_begins_and_ends(string command, int status, params string[] told)
    {
        await using var endpoint = (await ScriptedEndpoint.StartAsync()).On("/all", "");

        var result = await RunAsync(command, Channel(endpoint, "all"));

        Assert.True(result.ExitCode == status, result.Errors);
        Assert.Equal(told, endpoint.Requests.Select(request => Describe(JsonNode.Parse(request.Body)!)));
        Assert.All(endpoint.Requests, request => Assert.InRange((double)JsonNode.Parse(request.Body)!["ts"]!, 1e9, 1e11));
    }

    [Theory]
    [InlineData("run good.json", "run-completed", "run-completed")]
    [InlineData("validate broken.json", "validate-failed", "validate-failed")]
    [InlineData("discover --no-install nowhere-at-all", "discovery-failed", "discover-failed")]
    [InlineData("init --experiment-path new.json", "init-failed", "init-failed")]
    public async Task Each_flow_heeds_the_options_of_each_channel(string command, string wanted, string told)
    {
        await using var endpoint = (await ScriptedEndpoint.StartAsync()).On("/headers", "").On("/bare", "").On("/some", "").On("/refuses", "", status: 500);
        endpoint.Break("/drops", "text/plain");

        var result = await RunAsync(
            command,
            Channel(endpoint, "refuses"),
            Channel(endpoint, "drops"),
            Channel(endpoint, "headers", "headers: {X-Team: ops, Authorization: Bearer 1}"),
            Channel(endpoint, "bare", "forward_event_payload: false", "verify_tls: false"),
            Channel(endpoint, "some", $"events: [{wanted}]"));

        Assert.Equal(command.StartsWith("run", StringComparison.Ordinal) ? 0 : 1, result.ExitCode);
        Assert.DoesNotContain("channel", result.Errors, StringComparison.Ordinal);

        // In order, each of them for each event, whatever became of those before it.
        Assert.Equal(["/refuses", "/drops", "/headers", "/bare", "/refuses", "/drops", "/headers", "/bare", "/some"], endpoint.Requests.Select(request => request.Path));
        Assert.All(At("/headers"), request => Assert.Equal(("ops", "Bearer 1", "application/json"), (request.Headers["X-Team"], request.Headers["Authorization"], request.Headers["Content-Type"])));
        Assert.All(At("/bare"), request => Assert.Equal(("GET", ""), (request.Method, request.Body)));
        Assert.Equal(told, (string?)JsonNode.Parse(Assert.Single(At("/some")).Body)!["name"]);

        IEnumerable<RecordedRequest> At(string path) => endpoint.Requests.Where(request => request.Path == path);
    }

    private static string Describe(JsonNode notification)
    {
        var payload = notification["payload"] switch
        {
            null => "null",
            JsonObject => "object",
            _ => "text",
        };
        return $"{notification["name"]} {notification["phase"]} {payload}{(notification["error"] is null ? "" : ", error")}";
    }

    private static string Channel(ScriptedEndpoint endpoint, string path, params string[] options) =>
        $"- type: http\n  url: {endpoint.Address}/{path}\n{string.Concat(options.Select(option => $"  {option}\n"))}";

    private Task<ChaosResult> RunAsync(string command, params string[] channels)
    {
        folder.Write("settings.yaml", "notifications:\n" + string.Concat(channels));
        return ChaosProcess.RunAsync(folder, ["--settings", "settings.yaml", .. command.Split(' ')]);
    }

    // It holds while nothing has made the file 'gone'.
    private static string Experiment(string activity, string path = "test") => $$"""
        {"title": "t", "description": "d",
         "steady-state-hypothesis": {"title": "h", "probes": [{"type": "probe", "name": "well", "tolerance": 0, "provider": {"type": "process", "path": "{{path}}", "arguments": ["!", "-e", "gone"]} }]},
         "method": [{{activity}}]}
        """;
}
