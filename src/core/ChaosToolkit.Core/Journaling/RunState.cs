using System.Globalization;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Journaling;

/// <summary>What is known of a run from its events: its journal, what is left to take back, what still runs. The same for a run that goes on and for one that is read.</summary>
internal sealed class RunState
{
    private readonly Dictionary<string, ProcessStarted> processes = new(StringComparer.Ordinal);
    private readonly List<int> rollbacks = [];
    private readonly HashSet<int> rollbacksEnded = [];
    private int rollbacksDone;

    public JournalBuilder Builder { get; } = new();

    public UndoLedger Undo { get; } = new();

    public JsonObject Configuration { get; private set; } = [];

    public RunOpened? Opened { get; private set; }

    public VariablesResolved? Variables { get; private set; }

    public bool HasStarted { get; private set; }

    public JournalStatus? Status { get; private set; }

    /// <summary>Whether the run went through to its end, be it by another process.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Whether nothing follows but what a recovery does.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The number of the last activity or check.</summary>
    public int LastNumber { get; private set; }

    /// <summary>How many activities of the rollbacks, from the first on, have ended: one in the background may outlast those that follow it.</summary>
    public int RollbacksEnded => rollbacksDone + rollbacks.TakeWhile(rollbacksEnded.Contains).Count();

    /// <summary>The processes that were started and have not ended, as far as the log knows.</summary>
    public IReadOnlyCollection<ProcessStarted> Processes => processes.Values;

    public static RunState Of(IEnumerable<RunLogEvent> events)
    {
        var state = new RunState();
        foreach (var moment in events)
        {
            state.Apply(moment);
        }

        return state;
    }

    public void Apply(RunLogEvent moment)
    {
        Builder.Apply(moment);
        Undo.Apply(moment);
        switch (moment)
        {
            case RunOpened opened:
                Opened = opened;
                break;
            case VariablesResolved resolved:
                Variables = resolved;
                Configuration = (JsonObject)resolved.Configuration.DeepClone();
                break;
            case RunStarted:
                HasStarted = true;
                break;
            case ControlsChanged change:
                Apply(change.Patch.OfType<JsonObject>());
                break;
            case StatusChanged status:
                Status = status.Status;
                break;
            case ProcessStarted process:
                processes[process.Marker] = process;
                break;
            case ProcessEnded process:
                processes.Remove(process.Marker);
                break;
            case HypothesisStarted start:
                LastNumber = Math.Max(LastNumber, start.Check);
                break;
            case ActionIntended intended:
                LastNumber = Math.Max(LastNumber, intended.Activity);
                break;
            case ActivityStarted start:
                LastNumber = Math.Max(LastNumber, start.Activity);
                // A repetition is no further one of the rollbacks.
                if (start.Section == RunSection.Rollbacks && !start.Declaration.ContainsKey(Running.Directions.IterationMember))
                {
                    rollbacks.Add(start.Activity);
                }

                break;
            case ActivityEnded end when rollbacks.BinarySearch(end.Activity) >= 0: // they are numbered as they start
                rollbacksEnded.Add(end.Activity);
                break;
            case RecoveryStarted:
                rollbacksDone = RollbacksEnded; // the others are started again
                rollbacks.Clear();
                break;
            case UndoStarted start:
                LastNumber = Math.Max(LastNumber, start.Activity);
                break;
            case RunEnded:
                HasEnded = true;
                break;
        }

        IsClosed = moment is RunClosed;
    }

    /// <summary>Follows changes of the configuration only: the journal of a run that goes on is the one that was changed.</summary>
    public void FollowConfiguration(ControlsChanged change) =>
        Apply(change.Patch.OfType<JsonObject>().Where(operation => Value.AsText(operation["path"])?.StartsWith("/configuration", StringComparison.Ordinal) == true));

    private void Apply(IEnumerable<JsonObject> operations)
    {
        foreach (var operation in operations)
        {
            var path = Value.AsText(operation["path"]) ?? "";
            var (root, rest) = RootOf(path);
            if (rest.Length == 0)
            {
                Replace(root, operation["value"] as JsonObject ?? throw new InvalidDataException($"What stands at '{path}' can only be an object."));
            }
            else
            {
                JsonPatch.Apply(root, rest, operation);
            }
        }
    }

    private (JsonObject Root, string Below) RootOf(string path)
    {
        var parts = path.Split('/', 4);
        if (parts.Length > 1)
        {
            switch (parts[1])
            {
                case "journal":
                    return (Builder.Journal, path["/journal".Length..]);
                case "configuration":
                    return (Configuration, path["/configuration".Length..]);
                case "checks" or "entries" when parts.Length > 2 && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                    return (parts[1] == "checks" ? Builder.StateOf(number) : Builder.EntryOf(number), path[(parts[1].Length + parts[2].Length + 2)..]);
            }
        }

        throw new InvalidDataException($"The path '{path}' leads nowhere.");
    }

    private static void Replace(JsonObject target, JsonObject value)
    {
        target.Clear();
        foreach (var (key, member) in value)
        {
            target.Add(key, ValueCopy.Of(member));
        }
    }
}
