using System.Text.Json.Nodes;
using ChaosToolkit.Journaling;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Telemetry;

/// <summary>Tells of a run in spans and metrics: the experiment, below it its parts, below those each activity.</summary>
/// <param name="services">The engine's services.</param>
internal sealed class RunTelemetry(EngineServices services)
{
    private readonly TelemetrySwitch @switch = TelemetrySwitch.Of(services);

    // What has started and not been closed, by the number in the run log. All of a run is played one step at a time.
    private readonly Dictionary<int, (RunSpan? Span, long Start, string Type)> open = [];

    private RunSpan? experiment;
    private bool hasStarted;

    public bool IsOn => @switch.IsOn;

    public void ExperimentStarts(JsonNode? title)
    {
        if (IsOn)
        {
            hasStarted = true;
            experiment = RunSpan.StartRoot("experiment");
            experiment?.Set("chaos.experiment.title", Text(title));
            RunInstruments.Running.Add(1);
        }
    }

    public void ExperimentEnds(string status, bool hasDeviated)
    {
        if (!hasStarted)
        {
            return;
        }

        foreach (var (span, _, _) in open.Values)
        {
            span?.Dispose();
        }

        experiment?.Set("chaos.experiment.status", status);
        experiment?.Set("chaos.experiment.deviated", hasDeviated);
        experiment?.Dispose();
        RunInstruments.Running.Add(-1);
        RunInstruments.Experiments.Add(1, new KeyValuePair<string, object?>("status", status));
    }

    /// <summary>Starts the span of a part of the run; what is called until it is disposed is below it.</summary>
    public RunSpan? PartStarts(string name) => IsOn ? RunSpan.Start(name) : null;

    public void HypothesisEnds(RunSpan? span, string moment, bool isMet)
    {
        if (IsOn)
        {
            span?.Set("chaos.hypothesis.met", isMet);
            RunInstruments.HypothesisMet.Record(isMet ? 1 : 0, new KeyValuePair<string, object?>("phase", moment));
        }
    }

    public void ActivityStarts(int number, JsonObject activity)
    {
        if (!IsOn)
        {
            return;
        }

        var type = Text(activity["type"]);
        var span = RunSpan.Start(Text(activity["name"]) is { Length: > 0 } name ? name : "activity");
        span?.Set("chaos.activity.name", Text(activity["name"]));
        span?.Set("chaos.activity.type", type);
        span?.Set("chaos.activity.provider", Text((activity["provider"] as JsonObject)?["type"]));
        open[number] = (span, services.Time.GetTimestamp(), type);
    }

    /// <summary>The activity's provider is done; a span that is still to be judged stays open.</summary>
    public void ActivityEnds(int number, string status, Exception? exception = null, bool isToBeJudged = false)
    {
        if (!open.TryGetValue(number, out var one))
        {
            return;
        }

        var duration = services.Time.GetElapsedTime(one.Start);
        RunInstruments.ActivityDuration.Record(duration.TotalSeconds, new("type", one.Type), new KeyValuePair<string, object?>("status", status));
        one.Span?.Set("chaos.activity.status", status);
        one.Span?.EndsNow(duration);
        if (exception is not null)
        {
            one.Span?.Fail(exception.GetType().FullName ?? "", services.Mask.Apply(exception.Message));
        }

        if (!isToBeJudged)
        {
            Close(number);
        }
    }

    /// <summary>Hears what the run log is told: that a tolerance was checked closes the span that is to be judged.</summary>
    public void Observe(RunLogEvent moment)
    {
        if (moment is ToleranceChecked check && open.TryGetValue(check.Activity, out var one))
        {
            one.Span?.Set("chaos.tolerance.met", check.IsMet);
            Close(check.Activity);
        }
    }

    private void Close(int number)
    {
        if (open.Remove(number, out var one))
        {
            one.Span?.Dispose();
        }
    }

    private string Text(JsonNode? value) => value is null ? "" : services.Mask.Apply(PythonText.Of(value));
}
