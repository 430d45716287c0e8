using System.Diagnostics;

namespace ChaosToolkit.Telemetry;

/// <summary>A span of a run. It is a class of its own so that runs that are not traced load nothing of tracing.</summary>
internal sealed class RunSpan : IDisposable
{
    private static readonly ActivitySource Source = new(TelemetryOptions.SourceName);

    private readonly Activity span;

    private RunSpan(Activity span) => this.span = span;

    /// <summary>Starts a span below the current one; <see langword="null"/> where nobody listens.</summary>
    public static RunSpan? Start(string name) => Of(Source.StartActivity(name));

    /// <summary>Starts the span of the run below the one that the environment names, if it does.</summary>
    public static RunSpan? StartRoot(string name)
    {
        // Who embeds the engine has a span of their own.
        var isParented = Activity.Current is null
            & ActivityContext.TryParse(Environment.GetEnvironmentVariable(TraceContext.ParentVariable), Environment.GetEnvironmentVariable(TraceContext.StateVariable), isRemote: true, out var parent);
        return Of(isParented ? Source.StartActivity(name, ActivityKind.Internal, parent) : Source.StartActivity(name));
    }

    public void Set(string attribute, object? value) => span.SetTag(attribute, value);

    /// <summary>Records an exception.</summary>
    public void Fail(string type, string message)
    {
        span.AddEvent(new ActivityEvent("exception", tags: new ActivityTagsCollection { ["exception.type"] = type, ["exception.message"] = message }));
        span.SetStatus(ActivityStatusCode.Error, message);
    }

    /// <summary>Says when it ended; it may still be given attributes.</summary>
    public void EndsNow(TimeSpan duration) => span.SetEndTime(span.StartTimeUtc + (duration > TimeSpan.Zero ? duration : TimeSpan.FromTicks(1)));

    public void Dispose() => span.Dispose();

    private static RunSpan? Of(Activity? span)
    {
        if (span is null)
        {
            return null;
        }

        TraceContext.IsUsed = true;
        return new RunSpan(span);
    }
}
