using System.Text.Json.Nodes;
using ChaosToolkit.Running;
using ChaosToolkit.Testing;
using static ChaosToolkit.Controls.BuiltIn;
using static ChaosToolkit.Running.ScriptedRun;

namespace ChaosToolkit.Controls.Events;

public class EventsTests
{
    [Fact]
    public async Task Are_written_to_a_file_as_cloud_events_a_line_each()
    {
        using var folder = new TemporaryFolder();
        await using var run = new ScriptedRun();

        await run.PlayAsync(Experiment($"{{'path': '{folder.At("out/events.jsonl")}'}}"));

        var events = Read(folder.Read("out/events.jsonl"));
        Assert.Equal(
            ["running", "start_method", "start_activity", "activity_completed", "method_completed", "start_rollbacks", "rollbacks_completed", "finish"],
            events.Select(one => ((string)one["type"]!)["org.chaostoolkit.".Length..]));
        Assert.All(events, one => Assert.Equal(("1.0", "application/json", "chaostoolkit"), ((string)one["specversion"]!, (string)one["datacontenttype"]!, (string)one["source"]!)));
        Assert.Equal(events.Count, events.Select(one => (string?)one["id"]).Distinct().Count());
        Assert.Equal("2024-02-29T12:00:00Z", (string?)events[0]["time"]);
        Assert.Equal("a", (string?)events[3]["subject"]);
        Assert.Equal("succeeded", (string?)events[3]["data"]!["run"]!["status"]);
        Assert.Equal(("completed", "t"), ((string?)events[^1]["data"]!["status"], (string?)events[^1]["data"]!["experiment"]));
    }

    [Fact]
    public async Task May_be_chosen()
    {
        using var folder = new TemporaryFolder();
        await using var run = new ScriptedRun();

        await run.PlayAsync(Experiment($"{{'path': '{folder.At("e")}', 'events': ['finish']}}"));

        Assert.Equal("org.chaostoolkit.finish", (string?)Assert.Single(Read(folder.Read("e")))["type"]);
    }

    [Fact]
    public async Task Hold_no_secrets()
    {
        using var folder = new TemporaryFolder();
        await using var run = new ScriptedRun();
        run.Script.Activities["a"] = (_, _) => Script.Output("the key is hunter22!");
        run.Engine.Services.Mask.Add(["hunter22"]);

        await run.PlayAsync(Experiment($"{{'path': '{folder.At("e")}'}}"));

        Assert.DoesNotContain("hunter22", folder.Read("e"), StringComparison.Ordinal);
        Assert.Contains("the key is ***!", folder.Read("e"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_told_and_the_run_goes_on()
    {
        await using var run = new ScriptedRun();

        Assert.Equal("completed", (await run.PlayAsync(Experiment("{'path': '/dev/null/nowhere'}"))).Status());
        Assert.Contains(run.Log.Lines, line => line.StartsWith("WARNING Events are not written: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Are_posted_in_batches_all_of_them_in_order()
    {
        await using var run = new ScriptedRun();
        await using var endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.On("/events", "");

        await run.PlayAsync(Experiment($"{{'url': '{endpoint.Address}/events', 'headers': {{'X-Team': 'ops'}}, 'batch': 3}}"));

        var batches = endpoint.Requests.Select(request => JsonNode.Parse(request.Body)!.AsArray()).ToList();
        Assert.All(batches, batch => Assert.InRange(batch.Count, 1, 3));
        Assert.Equal(Enumerable.Range(1, 8), batches.SelectMany(batch => batch).Select(one => int.Parse(((string)one!["id"]!).Split('-')[1])));
        Assert.All(endpoint.Requests, request => Assert.Equal(("ops", "application/cloudevents-batch+json"), (request.Headers["X-Team"], request.Headers["Content-Type"])));
        Assert.DoesNotContain(run.Log.Lines, line => line.StartsWith("WARNING", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Are_sent_again_where_the_endpoint_fails_or_drops_the_connection()
    {
        await using var run = new ScriptedRun();
        await using var endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.On("/events", "", status: 503).On("/events", context =>
        {
            context.Abort();
            return Task.CompletedTask;
        }).On("/events", "");

        var play = run.PlayAsync(Experiment($"{{'url': '{endpoint.Address}/events', 'timeout': 60, 'events': ['finish']}}"));
        await run.Time.PassAsync(TimeSpan.FromSeconds(0.5));
        await run.Time.PassAsync(TimeSpan.FromSeconds(1));
        await play;

        Assert.Equal(3, endpoint.Requests.Count);
        Assert.Single(endpoint.Requests.Select(request => request.Body).Distinct());
        Assert.DoesNotContain(run.Log.Lines, line => line.StartsWith("WARNING", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_endpoint_that_never_answers_costs_its_timeout_once()
    {
        await using var run = new ScriptedRun();
        await using var endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.Hang("/events");

        // The retries are none, so that the only timers are those of the request and of the end.
        var play = run.PlayAsync(Experiment($"{{'url': '{endpoint.Address}/events', 'timeout': 2, 'retries': 0, 'batch': 100}}"));
        await run.Log.LineAsync("Experiment ended with status");
        await run.Time.PassAsync(TimeSpan.FromSeconds(2));
        var journal = await play;

        Assert.Equal("completed", journal.Status());
        Assert.Contains(run.Log.Lines, line => line.Contains("events of the run were not delivered to", StringComparison.Ordinal) && line.EndsWith("no answer within 2 seconds", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_an_endpoint_refuses_is_not_sent_again()
    {
        await using var run = new ScriptedRun();
        await using var endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.On("/events", "", status: 403);

        await run.PlayAsync(Experiment($"{{'url': '{endpoint.Address}/events', 'events': ['finish']}}"));

        Assert.Single(endpoint.Requests);
        Assert.Contains(run.Log.Lines, line => line.StartsWith("WARNING 1 events of the run were not delivered", StringComparison.Ordinal) && line.EndsWith("it answered 403", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Go_to_humio_with_the_token_of_the_secrets()
    {
        await using var run = new ScriptedRun();
        await using var endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.On("/api/v1/ingest/humio-structured", "{}");

        await run.PlayAsync(
            $"{{'title': 't', 'configuration': {{'humio_url': '{endpoint.Address}'}}, 'secrets': {{'humio': {{'token': 'abcdef12'}}}}, 'controls': [{Python("chaoshumio.control")}], 'method': [{Activity("a")}]}}");

        Assert.All(endpoint.Requests, request => Assert.Equal("Bearer abcdef12", request.Headers["Authorization"]));
        var events = endpoint.Requests.SelectMany(request => JsonNode.Parse(request.Body)![0]!["events"]!.AsArray()).ToList();
        Assert.Equal(8, events.Count);
        Assert.Equal("org.chaostoolkit.finish", (string?)events[^1]!["attributes"]!["type"]);
        Assert.Equal("2024-02-29T12:00:00Z", (string?)events[^1]!["timestamp"]);
    }

    private static string Experiment(string arguments) => $"{{'title': 't', 'controls': [{Declare("events", arguments)}], 'method': [{Activity("a")}]}}";

    private static List<JsonNode> Read(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
}
