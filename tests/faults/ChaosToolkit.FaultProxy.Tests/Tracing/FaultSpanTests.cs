using System.Diagnostics;
using ChaosToolkit.Proxies;
using ChaosToolkit.Testing;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Tracing;

public sealed class FaultSpanTests : IDisposable
{
    private readonly string name = Guid.NewGuid().ToString("n");
    private readonly List<Activity> ended = [];
    private readonly ActivityListener listener;
    private readonly ManualTimeProvider time = new();

    public FaultSpanTests()
    {
        // Other tests have faults, too.
        listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == FaultProxy.ActivitySourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (Equals(span.GetTagItem("chaos.fault.proxy"), name))
                {
                    ended.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public void Dispose() => listener.Dispose();

    [Fact]
    public async Task A_toxics_span_lasts_from_when_it_is_added_until_it_is_removed()
    {
        using var parent = new Activity("action").SetIdFormat(ActivityIdFormat.W3C).Start();
        await using var proxy = await StartAsync();
        await proxy.AddAsync(new LatencyToxic { Latency = TimeSpan.FromMilliseconds(250), Toxicity = 0.5f });
        Assert.Same(parent, Activity.Current);
        time.Advance(TimeSpan.FromSeconds(3));
        await proxy.UpdateAsync(new LatencyToxic { Latency = TimeSpan.FromMilliseconds(300), Toxicity = 0.5f });
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.Empty(ended);
        await proxy.RemoveAsync("latency_downstream");
        Assert.Same(parent, Activity.Current);

        var span = Assert.Single(ended);
        Assert.Equal(($"latency {name}", parent.SpanId, TimeSpan.FromSeconds(7)), (span.DisplayName, span.ParentSpanId, span.Duration));
        Assert.Equal(("latency", "latency_downstream", "downstream", 0.5, "127.0.0.1:1", "removed"), (Tag(span, "type"), Tag(span, "toxic"), Tag(span, "stream"), Tag(span, "toxicity"), Tag(span, "upstream"), Tag(span, "end")));
        Assert.Equal((300L, 0L, "uniform", proxy.Listen), (Tag(span, "attribute.latency"), Tag(span, "attribute.jitter"), Tag(span, "attribute.distribution"), Tag(span, "listen")));
        Assert.Equal("updated", Assert.Single(span.Events).Name);
    }

    [Fact]
    public async Task A_proxy_that_is_down_is_a_span_until_it_is_enabled()
    {
        await using var proxy = await StartAsync();
        await proxy.DisableAsync();
        await proxy.DisableAsync();
        time.Advance(TimeSpan.FromSeconds(2));
        await proxy.EnableAsync();
        var span = Assert.Single(ended);
        Assert.Equal(($"down {name}", TimeSpan.FromSeconds(2), "enabled"), (span.DisplayName, span.Duration, Tag(span, "end")));
    }

    [Fact]
    public async Task Texts_that_somebody_wrote_are_not_told()
    {
        await using var proxy = await FaultProxy.StartAsync("127.0.0.1:1", new FaultProxyOptions { Name = name, Protocol = ProxyProtocol.Http, TimeProvider = time });
        await proxy.AddAsync(new HttpHeadersToxic { Set = new Dictionary<string, string> { ["Authorization"] = "s3cr3t" } });
        await proxy.AddAsync(new HttpStatusToxic { Body = "s3cr3t" });
        await proxy.ResetAsync();
        Assert.Equal(2, ended.Count);
        Assert.DoesNotContain(ended.SelectMany(static span => span.TagObjects), static tag => $"{tag.Value}".Contains("s3cr3t", StringComparison.Ordinal));
        Assert.Equal(503L, Tag(ended[1], "attribute.status"));
    }

    [Fact]
    public async Task What_is_there_when_the_proxy_goes_ends_with_it()
    {
        var proxy = await StartAsync();
        await proxy.AddAsync(new NoopToxic());
        await proxy.DisposeAsync();
        Assert.Equal("deleted", Tag(Assert.Single(ended), "end"));
    }

    [Fact]
    public async Task What_happens_is_told_in_its_order_and_an_observer_that_fails_harms_nothing()
    {
        List<(ProxyEventKind, string?)> told = [];
        await using var proxy = await FaultProxy.StartAsync("127.0.0.1:1", new FaultProxyOptions
        {
            OnEvent = happened =>
            {
                told.Add((happened.Kind, happened.Toxic?.Name));
                throw new InvalidOperationException("Not today.");
            },
        });
        await proxy.AddAsync(new NoopToxic { Name = "a" });
        await proxy.UpdateAsync(new NoopToxic { Name = "a", Toxicity = 0 });
        await proxy.RemoveAsync("a");
        await proxy.RemoveAsync("a");
        await proxy.ChangeAsync(null, "127.0.0.1:2", null);
        await proxy.DisableAsync();
        Assert.Equal(
            [(ProxyEventKind.Enabled, null), (ProxyEventKind.ToxicAdded, "a"), (ProxyEventKind.ToxicUpdated, "a"), (ProxyEventKind.ToxicRemoved, "a"), (ProxyEventKind.Updated, null), (ProxyEventKind.Disabled, null)],
            told);
    }

    private static object? Tag(Activity span, string tag) => span.GetTagItem("chaos.fault." + tag);

    private Task<FaultProxy> StartAsync() => FaultProxy.StartAsync("127.0.0.1:1", new FaultProxyOptions { Name = name, TimeProvider = time });
}
