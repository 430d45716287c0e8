using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Journaling;

/// <summary>Makes the journal from the events of a run, one after the other. The journal is live: what controls change in it stays.</summary>
internal sealed class JournalBuilder
{
    /// <summary>The version of the journal's format: tools that read journals look at it.</summary>
    internal const string LibraryVersion = "1.45.0";

    private readonly Dictionary<int, JsonObject> entries = [];
    private readonly Dictionary<int, (HypothesisMoment Moment, JsonObject State)> checks = [];
    private readonly SortedSet<int> pending = [];
    private readonly Dictionary<int, JsonObject> effects = [];
    private readonly Dictionary<(int Action, int Item), int> attempts = [];
    private readonly Dictionary<int, int> places = []; // of the method's actions in the journal
    private readonly List<int> rollbacks = [];
    private readonly List<int> cutRollbacks = [];
    private readonly Dictionary<int, string> bypassed = [];
    private DateTimeOffset started;
    private int played; // activities of the method

    public JsonObject Journal { get; } = [];

    public JsonArray Run { get; } = [];

    public JsonArray Rollbacks { get; } = [];

    /// <summary>What was taken back; a member of ours, which stands in the journal only when it is written.</summary>
    public JsonArray Undo { get; } = [];

    /// <summary>What built-in controls decided; a member of ours, as above.</summary>
    public JsonArray Controls { get; } = [];

    /// <summary>The hypothesis after undo and rollbacks; a member of ours, as above.</summary>
    public JsonObject? Restoration { get; private set; }

    /// <summary>The checks whose state has no place in the journal yet.</summary>
    public IReadOnlyCollection<int> PendingChecks => pending;

    public JsonObject EntryOf(int activity) => entries[activity];

    public JsonObject? FindEntry(int activity) => entries.GetValueOrDefault(activity);

    public JsonObject StateOf(int check) => checks[check].State;

    public void Apply(RunLogEvent moment)
    {
        switch (moment)
        {
            case RunStarted start:
                Begin(start);
                break;
            case HypothesisStarted start:
                pending.Add(start.Check);
                checks[start.Check] = (start.Moment, new JsonObject { ["steady_state_met"] = null, ["probes"] = new JsonArray() });
                break;
            case HypothesisEnded end:
                checks[end.Check].State["steady_state_met"] = end.IsMet;
                break;
            case HypothesisRecorded recorded:
                Record(recorded.Check);
                break;
            case ActivityStarted start:
                Begin(start);
                break;
            case ActivityEnded end:
                End(end);
                break;
            case ToleranceChecked check:
                entries[check.Activity]["tolerance_met"] = check.IsMet;
                if (check.Explanation is not null)
                {
                    entries[check.Activity]["explanation"] = check.Explanation.DeepClone();
                }

                break;
            case ActivityBypassed bypass:
                bypassed[bypass.Activity] = bypass.Reason;
                break;
            case ControlTold told:
                Controls.Add((JsonNode)told.ToJson(Timestamp(told.Time)));
                break;
            case EffectChecked check:
                effects[check.Activity] = check.ToJson();
                break;
            case StatusChanged change:
                Journal["status"] = NameOf(change.Status);
                break;
            case DeviationFound:
                Journal["deviated"] = true;
                break;
            case UndoStarted start:
                // Of what is tried again the last time counts.
                if (attempts.Remove((start.Action, start.Item), out var earlier))
                {
                    Undo.Remove(entries[earlier]);
                }

                attempts[(start.Action, start.Item)] = start.Activity;
                Begin(start.Activity, start.Declaration, start.Time, Undo);
                break;
            case RecoveryStarted:
                cutRollbacks.AddRange(rollbacks.Where(startTimes.ContainsKey));
                rollbacks.Clear(); // each is cut but once: what is played again is another one
                break;
            case RunEnded end:
                Journal["end"] = Timestamp(end.Time);
                Journal["duration"] = (end.Time - started).TotalSeconds;
                break;
            default:
                break; // what only the run log tells
        }
    }

    /// <summary>Adds the members to the journal which are ours, and which controls never see: nobody calls them any more.</summary>
    public void Complete()
    {
        foreach (var (activity, effect) in effects)
        {
            entries[activity]["effect"] = effect.DeepClone();
        }

        foreach (var (activity, reason) in bypassed)
        {
            entries[activity]["bypassed"] = reason;
        }

        foreach (var ((action, _), undo) in attempts)
        {
            // A process may be killed before the action that it intended begins.
            if (places.TryGetValue(action, out var place))
            {
                entries[undo]["takes_back"] = $"/run/{place}";
            }
        }
    }

    public static string NameOf(JournalStatus status) => status switch
    {
        JournalStatus.Completed => "completed",
        JournalStatus.Failed => "failed",
        JournalStatus.Aborted => "aborted",
        _ => "interrupted",
    };

    // What Python's isoformat gives for a UTC time, with the offset that readers of journals expect.
    private static string Timestamp(DateTimeOffset time) => string.Concat(time.UtcDateTime.ToString("O").AsSpan(0, "yyyy-MM-ddTHH:mm:ss.ffffff".Length), "+00:00");

    private void Begin(RunStarted start)
    {
        started = start.Time;
        Journal["chaoslib-version"] = LibraryVersion;
        Journal["platform"] = start.Platform;
        Journal["node"] = start.Node;
        Journal["experiment"] = start.Experiment;
        Journal["start"] = Timestamp(start.Time);
        Journal["status"] = null;
        Journal["deviated"] = false;
        Journal["steady_states"] = new JsonObject { ["before"] = null, ["after"] = null, ["during"] = new JsonArray() };
        Journal["run"] = Run;
        Journal["rollbacks"] = Rollbacks;
    }

    private void Begin(ActivityStarted start)
    {
        if (start.Section == RunSection.Method)
        {
            if (Value.AsText(start.Declaration["type"]) == "action")
            {
                places[start.Activity] = played;
            }

            played++;
        }

        if (start.Section == RunSection.Rollbacks)
        {
            // What a killed process did not get to the end of is played again: that time counts.
            var earlier = cutRollbacks.FindIndex(cut => JsonNode.DeepEquals(entries[cut]["activity"], start.Declaration));
            if (earlier >= 0)
            {
                Rollbacks.Remove(entries[cutRollbacks[earlier]]);
                cutRollbacks.RemoveAt(earlier);
            }

            rollbacks.Add(start.Activity);
        }

        Begin(start.Activity, start.Declaration, start.Time, start.Section switch
        {
            RunSection.Hypothesis => (JsonArray)checks[start.Check].State["probes"]!, // made with the state
            RunSection.Method => Run,
            _ => Rollbacks,
        });
    }

    private void Begin(int activity, JsonObject declaration, DateTimeOffset time, JsonArray list)
    {
        var entry = new JsonObject { ["activity"] = declaration, ["output"] = null, ["start"] = Timestamp(time) };
        entries[activity] = entry;
        list.Add((JsonNode)entry);
        startTimes[activity] = time;
    }

    private readonly Dictionary<int, DateTimeOffset> startTimes = [];

    private void End(ActivityEnded end)
    {
        var entry = entries[end.Activity];
        if (end.HasSucceeded is { } succeeded)
        {
            entry["status"] = succeeded ? "succeeded" : "failed";
            entry["output"] = end.Output?.Parent is null ? end.Output : ValueCopy.Of(end.Output); // code may give what stands in a document
        }

        entry["end"] = Timestamp(end.Time);
        entry["duration"] = (end.Time - startTimes[end.Activity]).TotalSeconds;
        startTimes.Remove(end.Activity);
        if (end.Exception is { } lines)
        {
            entry["exception"] = new JsonArray([.. lines.Select(line => (JsonNode)line)]);
        }
    }

    private void Record(int check)
    {
        pending.Remove(check);
        var (moment, state) = checks[check];
        if (moment == HypothesisMoment.Restoration)
        {
            Restoration = state;
            return;
        }

        if (Journal["steady_states"] is not JsonObject states)
        {
            Journal["steady_states"] = states = []; // a control took it away
        }

        switch (moment)
        {
            case HypothesisMoment.Before:
                states["before"] = state;
                break;
            case HypothesisMoment.After:
                states["after"] = state;
                break;
            default:
                if (states["during"] is not JsonArray during)
                {
                    states["during"] = during = [];
                }

                during.Add((JsonNode)state);
                break;
        }
    }
}
