using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.OpenTelemetry;

public sealed class ExportTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c", Job = "b7ad6b7169203331";

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task A_whole_run_arrives_as_a_tree_below_the_job_that_started_it(string protocol)
    {
        await using var shop = (await ScriptedEndpoint.StartAsync()).On("/", "fine");
        await using var collector = await Collector.StartAsync(protocol == "grpc");
        var run = await TracedRun.OfAsync(
            TracedRun.Experiment(shop.Address), "{}",
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString()), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol), ("OTEL_SERVICE_NAME", "game-day"), ("TRACEPARENT", $"00-{Trace}-{Job}-01"));

        Assert.True(run.Status == 0, run.Error);
        var root = collector.Span("experiment");
        Assert.Equal((Trace, Job), (root.Trace, root.Parent));
        Assert.Equal(["hypothesis before", "method", "hypothesis after", "rollbacks"], collector.Below(root));
        Assert.Equal(["shop-answers"], collector.Below(collector.Span("hypothesis before")));
        Assert.Equal(["say", "nowhere"], collector.Below(collector.Span("method")));
        Assert.Equal(["shop-answers"], collector.Below(collector.Span("hypothesis after")));
        Assert.Equal(["back"], collector.Below(collector.Span("rollbacks")));
        Assert.All(collector.Spans, span => Assert.Equal(Trace, span.Trace));
        Assert.All(collector.Spans, span => Assert.True(span.End >= span.Start));
        Assert.Equal(["Is the shop there?", "completed", "false"], Of(root, "chaos.experiment.title", "chaos.experiment.status", "chaos.experiment.deviated"));
        var before = Assert.Single(collector.Spans, span => span.Parent == collector.Span("hypothesis before").Id);
        Assert.Equal(
            ["shop-answers", "probe", "http", "succeeded", "true"],
            Of(before, "chaos.activity.name", "chaos.activity.type", "chaos.activity.provider", "chaos.activity.status", "chaos.tolerance.met"));
        var failed = collector.Span("nowhere");
        Assert.True(failed.IsError);
        Assert.Equal(["failed"], Of(failed, "chaos.activity.status"));
        Assert.Contains("127.0.0.1:1", Assert.Single(failed.Exceptions));

        // What the system's own traces hang on.
        Assert.Equal($"00-{Trace}-{before.Id}-01", shop.Requests[0].Headers["traceparent"]);
        Assert.Equal($"00-{Trace}-{collector.Span("say").Id}-01", ((string?)run.Journal?["run"]?[0]?["output"]?["stdout"])?.Trim());

        Assert.Contains(collector.Metrics, metric => metric is { Name: "chaos.experiments", Value: 1 } && metric.Attributes["status"] == "completed");
        Assert.Contains(collector.Metrics, metric => metric is { Name: "chaos.experiment.running", Value: 0 });
        Assert.Contains(collector.Metrics, metric => metric is { Name: "chaos.hypothesis.met", Value: 1 } && metric.Attributes["phase"] == "before");
        Assert.Contains(collector.Metrics, metric => metric is { Name: "chaos.activity.duration", Unit: "s", Count: 2 } && metric.Attributes["type"] == "action");
        Assert.Contains(collector.Logs, log => log is { Body: "Running experiment: Is the shop there?" });
        Assert.Contains(collector.Logs, log => log.Body == "Action: say" && log.Trace == Trace);
        Assert.All(collector.Services, service => Assert.Equal("game-day", service));
    }

    [Fact]
    public async Task The_hypothesis_during_the_method_and_what_takes_back_have_their_spans()
    {
        await using var collector = await Collector.StartAsync();
        var experiment = (JsonObject)JsonNode.Parse("""
            {"title": "t", "description": "d", "runtime": {"hypothesis": {"strategy": "continuously"} },
             "steady-state-hypothesis": {"title": "h", "probes": [{"type": "probe", "name": "well", "tolerance": 0, "provider": {"type": "process", "path": "true"} }]},
             "method": [
               {"type": "action", "name": "break", "provider": {"type": "process", "path": "true"}, "undo": {"provider": {"type": "process", "path": "true"} } },
               {"type": "probe", "name": "ask", "provider": {"type": "python", "module": "subprocess", "func": "getoutput", "arguments": {"cmd": "echo $TRACEPARENT"} } },
               {"type": "probe", "name": "ask-beside", "background": true, "provider": {"type": "python", "module": "subprocess", "func": "getoutput", "arguments": {"cmd": "echo $TRACEPARENT"} } }]}
            """)!; // an object
        var run = await TracedRun.OfAsync(experiment, "{}", ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString()), ("TRACEPARENT", $"00-{Trace}-{Job}-01"));

        Assert.True(run.Status == 0, run.Error);
        var below = collector.Below(collector.Span("experiment")).ToList();
        Assert.Equal(["hypothesis after", "hypothesis before", "hypothesis during", "method", "rollbacks", "undo"], below.Distinct().Order(StringComparer.Ordinal));
        var during = collector.Spans.First(span => span.Name == "hypothesis during");
        Assert.Equal(["well"], collector.Below(during));
        Assert.Equal(["true"], Of(during, "chaos.hypothesis.met"));
        Assert.Equal(["break", "ask", "ask-beside"], collector.Below(collector.Span("method")));
        var undo = Assert.Single(collector.Spans, span => span.Parent == collector.Span("undo").Id);
        Assert.Equal(["action", "process", "succeeded"], Of(undo, "chaos.activity.type", "chaos.activity.provider", "chaos.activity.status"));
        Assert.Contains(collector.Metrics, metric => metric.Name == "chaos.hypothesis.met" && metric.Attributes["phase"] == "during");

        // Functions of Python hand the span on, too.
        foreach (var (name, number) in (IEnumerable<(string, int)>)[("ask", 1), ("ask-beside", 2)])
        {
            Assert.Equal($"00-{Trace}-{collector.Span(name).Id}-01", (string?)run.Journal?["run"]?[number]?["output"]);
        }
    }

    [Fact]
    public async Task Faults_of_the_network_have_their_spans_below_the_actions_that_make_them()
    {
        await using var collector = await Collector.StartAsync();
        var experiment = (JsonObject)JsonNode.Parse("""
            {"title": "t", "description": "d",
             "controls": [{"name": "proxies", "provider": {"type": "dotnet", "module": "chaos.controls.proxy", "arguments": {"proxies": [{"name": "shop", "upstream": "127.0.0.1:1"}]}}}],
             "method": [
               {"type": "action", "name": "slow", "provider": {"type": "dotnet", "module": "chaos.network", "func": "add_latency", "arguments": {"proxy": "shop", "latency": 250}}},
               {"type": "action", "name": "cut", "provider": {"type": "dotnet", "module": "chaos.network", "func": "disable_proxy", "arguments": {"proxy": "shop"}}},
               {"type": "action", "name": "mend", "provider": {"type": "dotnet", "module": "chaos.network", "func": "enable_proxy", "arguments": {"proxy": "shop"}}}]}
            """)!; // an object
        var run = await TracedRun.OfAsync(experiment, "{}", ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString()));

        Assert.True(run.Status == 0, run.Error);
        Assert.Equal(["latency shop"], collector.Below(collector.Span("slow")));
        Assert.Equal(["down shop"], collector.Below(collector.Span("cut")));
        Assert.Equal(["latency", "shop", "250", "removed"], Of(collector.Span("latency shop"), "chaos.fault.type", "chaos.fault.proxy", "chaos.fault.attribute.latency", "chaos.fault.end"));
        Assert.True(collector.Span("latency shop").End > collector.Span("mend").Start);
        Assert.Equal(["enabled"], Of(collector.Span("down shop"), "chaos.fault.end"));
    }

    [Fact]
    public async Task An_interrupted_run_ends_its_spans()
    {
        await using var collector = await Collector.StartAsync();
        var experiment = (JsonObject)JsonNode.Parse("""
            {"title": "t", "description": "d", "method": [{"type": "action", "name": "long", "provider": {"type": "process", "path": "sleep", "arguments": "60"} }],
             "controls": [{"name": "budget", "provider": {"type": "dotnet", "module": "chaos.controls.budget", "arguments": {"minutes": 0.001} } }]}
            """)!; // an object
        var run = await TracedRun.OfAsync(experiment, "{}", ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString()));

        Assert.Equal(1, run.Status);
        Assert.Equal(["interrupted"], Of(collector.Span("experiment"), "chaos.experiment.status"));
        Assert.Equal(["aborted"], Of(collector.Span("long"), "chaos.activity.status"));
        Assert.Equal(["long"], collector.Below(collector.Span("method")));
    }

    [Fact]
    public async Task Secrets_are_masked_in_spans_and_logs()
    {
        await using var collector = await Collector.StartAsync();
        var experiment = (JsonObject)JsonNode.Parse("""
            {"title": "With ${key}", "description": "d", "secrets": {"shop": {"key": {"type": "env", "key": "SHOP_KEY"}}},
             "method": [{"type": "probe", "name": "asks", "provider": {"type": "http", "url": "http://127.0.0.1:1/${key}"}}]}
            """)!; // an object
        await TracedRun.OfAsync(experiment, "{}", ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString()), ("SHOP_KEY", "s3cr3t-canary"));

        var spans = collector.Spans.Select(span => string.Join(' ', [span.Name, .. span.Attributes.Values, .. span.Exceptions])).ToList();
        Assert.Contains(spans, span => span.Contains("***", StringComparison.Ordinal));
        Assert.DoesNotContain(spans, span => span.Contains("s3cr3t-canary", StringComparison.Ordinal));
        Assert.Contains(collector.Logs, log => log.Body.Contains("***", StringComparison.Ordinal));
        Assert.DoesNotContain(collector.Logs, log => log.Body.Contains("s3cr3t-canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_say_where_to()
    {
        await using var shop = (await ScriptedEndpoint.StartAsync()).On("/", "fine");
        await using var collector = await Collector.StartAsync(isGrpc: false);
        var run = await TracedRun.OfAsync(
            TracedRun.Experiment(shop.Address),
            $$"""opentelemetry: {endpoint: "{{collector.Address}}", protocol: http/protobuf, service_name: shop-chaos, metrics: false, logs: false}""");

        Assert.True(run.Status == 0, run.Error);
        Assert.NotEmpty(collector.Spans);
        Assert.Empty(collector.Metrics);
        Assert.Empty(collector.Logs);
        Assert.Contains("shop-chaos", collector.Services);
    }

    [Fact]
    public async Task The_tracing_control_of_books_works_as_it_stands()
    {
        await using var shop = (await ScriptedEndpoint.StartAsync()).On("/", "fine");
        await using var collector = await Collector.StartAsync();
        var run = await TracedRun.OfAsync(WithControl(TracedRun.Experiment(shop.Address), collector.Address.Port));

        Assert.True(run.Status == 0, run.Error);
        Assert.Equal(["hypothesis before", "method", "hypothesis after", "rollbacks"], collector.Below(collector.Span("experiment")));
        Assert.Empty(collector.Metrics);
    }

    [Fact]
    public async Task The_port_of_jaegers_old_agent_is_answered_with_what_to_use()
    {
        await using var shop = (await ScriptedEndpoint.StartAsync()).On("/", "fine");
        var run = await TracedRun.OfAsync(WithControl(TracedRun.Experiment(shop.Address), 6831));

        Assert.True(run.Status == 0, run.Error);
        Assert.Contains("Port 6831 is that of Jaeger's old agent", run.Error);
        Assert.Contains("\"tracing_port\": 4317", run.Error);
    }

    [Fact]
    public async Task Nothing_is_sent_unless_asked_for()
    {
        await using var shop = (await ScriptedEndpoint.StartAsync()).On("/", "fine");
        var run = await TracedRun.OfAsync(TracedRun.Experiment(shop.Address));

        Assert.True(run.Status == 0, run.Error);
        Assert.False(shop.Requests[0].Headers.ContainsKey("traceparent"));
        Assert.Equal("", ((string?)run.Journal?["run"]?[0]?["output"]?["stdout"])?.Trim());
    }

    [Theory]
    [InlineData("silent")]
    [InlineData("absent")]
    [InlineData("nonsense")]
    public async Task A_collector_that_does_not_answer_fails_no_run(string kind)
    {
        await using var shop = (await ScriptedEndpoint.StartAsync()).On("/", "fine");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        if (kind == "absent")
        {
            listener.Stop();
        }

        var run = await TracedRun.OfAsync(TracedRun.Experiment(shop.Address), "{}", ("OTEL_EXPORTER_OTLP_ENDPOINT", kind == "nonsense" ? "here" : $"http://127.0.0.1:{port}"));

        Assert.True(run.Status == 0, run.Error);
        Assert.Equal(kind == "nonsense", run.Error.Contains("'here' is no address of a collector", StringComparison.Ordinal));
    }

    private static JsonObject WithControl(JsonObject experiment, int port)
    {
        experiment["configuration"] = new JsonObject { ["tracing_provider"] = "jaeger", ["tracing_host"] = "127.0.0.1", ["tracing_port"] = port };
        experiment["controls"] = new JsonArray(new JsonObject { ["name"] = "tracing", ["provider"] = new JsonObject { ["type"] = "python", ["module"] = "chaostracing.control" } });
        return experiment;
    }

    private static IEnumerable<string> Of(CollectedSpan span, params IEnumerable<string> names) => names.Select(name => span.Attributes.GetValueOrDefault(name, "(none)"));
}
