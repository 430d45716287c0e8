using ChaosToolkit.Journaling;
using ChaosToolkit.Running;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli.Terminal;

/// <summary>What a run is at, as its events tell. Safe to be used from any thread.</summary>
/// <param name="time">The clock.</param>
internal sealed class RunProgress(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<int, RunningActivity> activities = [];
    private readonly HashSet<int> roundsDuring = [];
    private readonly long start = time.GetTimestamp();
    private List<Pause> pauses = [];
    private string phase = "Starting";
    private InterruptionCause? ending;
    private int rounds;
    private int unmet;

    /// <summary>Takes in what happened.</summary>
    public void Observe(RunLogEvent moment)
    {
        lock (gate)
        {
            Take(moment);
        }
    }

    /// <summary>The run was asked to end.</summary>
    public void EndsBy(InterruptionCause cause)
    {
        lock (gate)
        {
            ending = cause;
            pauses.Clear();
        }
    }

    /// <summary>What it is at now.</summary>
    public ProgressView Look()
    {
        lock (gate)
        {
            pauses.RemoveAll(pause => time.GetElapsedTime(pause.Stamp) >= pause.Length);
            return new ProgressView(
                phase,
                time.GetElapsedTime(start),
                ending,
                rounds,
                unmet,
                [.. activities.Values.Select(activity => new ActivityView(activity.Kind, activity.Name, activity.IsBackground, time.GetElapsedTime(activity.Stamp)))],
                [.. pauses.Select(pause => new PauseView(pause.Length, pause.Length - time.GetElapsedTime(pause.Stamp)))]);
        }
    }

    private void Take(RunLogEvent moment)
    {
        switch (moment)
        {
            case PartStarted part:
                pauses.Clear();
                phase = part.Part switch
                {
                    RunSection.Undo => "Taking back",
                    RunSection.Rollbacks => "Rollbacks",
                    RunSection.Method => "Method",
                    _ => "Hypothesis",
                };
                break;
            case HypothesisStarted { Moment: HypothesisMoment.During } check:
                roundsDuring.Add(check.Check);
                break;
            case HypothesisStarted check:
                phase = check.Moment switch
                {
                    HypothesisMoment.Before => "Hypothesis before the method",
                    HypothesisMoment.After => "Hypothesis after the method",
                    _ => "Hypothesis once more",
                };
                break;
            case HypothesisEnded check when roundsDuring.Remove(check.Check):
                rounds++;
                unmet += check.IsMet ? 0 : 1;
                break;
            case ActivityStarted activity:
                Start(activity.Activity, Value.AsText(activity.Declaration["type"]) ?? "activity", activity.Declaration);
                break;
            case UndoStarted undo:
                Start(undo.Activity, "undo", undo.Declaration);
                break;
            case ActivityEnded activity:
                activities.Remove(activity.Activity);
                break;
            case PauseStarted pause when pause.Seconds < TimeSpan.MaxValue.TotalSeconds:
                pauses.Add(new Pause(TimeSpan.FromSeconds(pause.Seconds), time.GetTimestamp()));
                break;
            case RunEnded:
                phase = "Ending";
                break;
        }
    }

    private void Start(int number, string kind, System.Text.Json.Nodes.JsonObject declaration) => activities[number] = new RunningActivity(
        kind, PythonText.Of(declaration["name"]), PythonComparison.IsTrue(declaration["background"]), time.GetTimestamp());

    private sealed record RunningActivity(string Kind, string Name, bool IsBackground, long Stamp);

    private sealed record Pause(TimeSpan Length, long Stamp);
}

/// <summary>What a run is at, at one moment.</summary>
/// <param name="Phase">The part of the run, in words.</param>
/// <param name="Elapsed">How long it goes on.</param>
/// <param name="Ending">By what it was asked to end; <see langword="null"/> when it was not.</param>
/// <param name="Rounds">How often the hypothesis was checked during the method.</param>
/// <param name="Unmet">How often of these it was not met.</param>
/// <param name="Activities">What is carried out, in the order of their start.</param>
/// <param name="Pauses">What is waited for.</param>
internal sealed record ProgressView(
    string Phase, TimeSpan Elapsed, InterruptionCause? Ending, int Rounds, int Unmet, IReadOnlyList<ActivityView> Activities, IReadOnlyList<PauseView> Pauses);

/// <summary>An activity that is carried out.</summary>
/// <param name="Kind"><c>probe</c>, <c>action</c> or <c>undo</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsBackground">Whether the run goes on beside it.</param>
/// <param name="Elapsed">How long it takes so far.</param>
internal sealed record ActivityView(string Kind, string Name, bool IsBackground, TimeSpan Elapsed);

/// <summary>A pause.</summary>
/// <param name="Length">How long it is.</param>
/// <param name="Left">How much of it is left.</param>
internal sealed record PauseView(TimeSpan Length, TimeSpan Left);
