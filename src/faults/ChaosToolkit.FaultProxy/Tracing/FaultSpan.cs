using System.Diagnostics;
using ChaosToolkit.Proxies;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Tracing;

/// <summary>A fault's life as a span: from when it works until it is taken away. Where nobody listens there is none.</summary>
internal sealed class FaultSpan
{
    private static readonly ActivitySource Source = new(FaultProxy.ActivitySourceName);
    private readonly Activity span;

    private FaultSpan(Activity span) => this.span = span;

    /// <summary>Starts the span of a toxic, below the current one of whoever adds it.</summary>
    public static FaultSpan? Start(FaultProxy proxy, Toxic toxic, TimeSpan? lease, DateTimeOffset now)
    {
        if (Start(proxy, $"{toxic.Type} {proxy.Name}", toxic.Type, lease, now) is not { } started)
        {
            return null;
        }

        started.span.SetTag("chaos.fault.toxic", toxic.Name);
        started.span.SetTag("chaos.fault.stream", toxic.Stream == ToxicStream.Upstream ? "upstream" : "downstream");
        started.SetAttributes(toxic);
        return started;
    }

    /// <summary>Starts the span of a proxy that is down.</summary>
    public static FaultSpan? StartDown(FaultProxy proxy, TimeSpan? lease, DateTimeOffset now) => Start(proxy, $"down {proxy.Name}", "down", lease, now);

    /// <summary>The toxic has other attributes.</summary>
    public void Update(Toxic toxic, DateTimeOffset now)
    {
        SetAttributes(toxic);
        span.AddEvent(new ActivityEvent("updated", now));
    }

    /// <summary>Ends it.</summary>
    /// <param name="how">How the fault ended, in a word.</param>
    /// <param name="now">When.</param>
    public void End(string how, DateTimeOffset now)
    {
        span.SetTag("chaos.fault.end", how);
        var least = new DateTimeOffset(span.StartTimeUtc).AddTicks(1);
        span.SetEndTime((now > least ? now : least).UtcDateTime);
        var current = Activity.Current;
        span.Stop();
        Activity.Current = current; // stopped, it would put that one in force which was when it started
    }

    private static FaultSpan? Start(FaultProxy proxy, string name, string type, TimeSpan? lease, DateTimeOffset now)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        // It does not become the current one: what the caller does next is not below it.
        var current = Activity.Current;
        var span = Source.StartActivity(name, ActivityKind.Internal, current?.Context ?? default, startTime: now);
        Activity.Current = current;
        if (span is null)
        {
            return null;
        }

        span.SetTag("chaos.fault.type", type);
        span.SetTag("chaos.fault.proxy", proxy.Name);
        span.SetTag("chaos.fault.listen", proxy.Listen);
        span.SetTag("chaos.fault.upstream", proxy.Upstream);
        if (lease is { Ticks: > 0 } time)
        {
            span.SetTag("chaos.fault.lease", time.TotalSeconds);
        }

        return new FaultSpan(span);
    }

    // Numbers, truths and words; texts that somebody wrote, as headers and bodies, may hold what is secret.
    private void SetAttributes(Toxic toxic)
    {
        span.SetTag("chaos.fault.toxicity", (double)toxic.Toxicity);
        foreach (var attribute in ToxicCatalog.Of(toxic).Attributes)
        {
            var value = attribute.Get(toxic);
            if (value is long or double or bool || (value is string && attribute.IsWord))
            {
                span.SetTag($"chaos.fault.attribute.{attribute.Name}", value);
            }
        }
    }
}
