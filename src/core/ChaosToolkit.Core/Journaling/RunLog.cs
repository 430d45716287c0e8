using System.Text.Json.Nodes;

namespace ChaosToolkit.Journaling;

/// <summary>The log of a run: what happened, in order. Whatever the runner does it says here first; the journal follows from it.</summary>
/// <param name="time">The clock of the run.</param>
/// <param name="file">Where events are written to; <see langword="null"/> keeps them in memory alone.</param>
/// <param name="state">The state of a run that is gone on with.</param>
internal sealed class RunLog(TimeProvider time, RunLogFile? file = null, RunState? state = null)
{
    // The clock of the machine may be set back while the run goes on: time within a run is what has passed since its start.
    private readonly DateTimeOffset startTime = file is not null && file.LastTime > time.GetUtcNow() ? file.LastTime : time.GetUtcNow();
    private readonly long startStamp = time.GetTimestamp();
    private readonly RunState state = state ?? new RunState();
    private int lastNumber = state?.LastNumber ?? 0;
    private readonly HashSet<int> acting = []; // activities under way that do something to the system
    private ControlChanges? changes;

    public JsonObject Journal => state.Builder.Journal;

    public JsonArray Run => state.Builder.Run;

    public JsonArray Rollbacks => state.Builder.Rollbacks;

    /// <summary>What is left to take back, in the order in which that is done.</summary>
    public IReadOnlyList<OpenUndo> OpenUndo => state.Undo.Open;

    public JsonObject EntryOf(int activity) => state.Builder.EntryOf(activity);

    public JsonObject StateOf(int check) => state.Builder.StateOf(check);

    public JournalStatus? Status { get; private set; } = state?.Status;

    /// <summary>The entries of the configuration that the log does not hold, for there are secrets in them.</summary>
    public IReadOnlyCollection<string> Withheld { get; private set; } = [];

    /// <summary>Whether what tells of probes may wait in memory for what tells of anything else, and for <see cref="Flush"/>. The default is that nothing waits.</summary>
    public bool LetsProbesWait { get; init; }

    /// <summary>Is told what happened when it has been written down; <see langword="null"/> where nobody looks on.</summary>
    public Action<RunLogEvent>? Observer { get; init; }

    /// <summary>Tells what the run goes by. From here on what changes in its configuration is recorded; and in its journal, where somebody is there who may change it.</summary>
    public void VariablesAreResolved(VariablesResolved resolved, JsonObject configuration, bool hasControls)
    {
        Withheld = resolved.Withheld;
        changes = file is null ? null : new ControlChanges(state, configuration, resolved.Withheld, hasControls);
        Append(resolved with { Time = Now });
    }

    public void RunStarts(JsonObject experiment, string node, string platform) => Append(new RunStarted(Now, experiment, node, platform));

    public void PartStarts(RunSection part) => Append(new PartStarted(Now, part));

    public int HypothesisStarts(HypothesisMoment moment)
    {
        Append(new HypothesisStarted(Now, ++lastNumber, moment));
        return lastNumber;
    }

    public void HypothesisEnds(int check, bool isMet) => Append(new HypothesisEnded(Now, check, isMet));

    public void HypothesisIsRecorded(int check) => Append(new HypothesisRecorded(Now, check));

    /// <summary>Writes down that an action is about to be carried out, and what takes it back, and brings it to the disk.</summary>
    /// <returns>The number that the activity is to have.</returns>
    /// <exception cref="ChaosException">It could not be written: then the action must not be carried out.</exception>
    public int ActionIsIntended(RunSection section, string name, JsonArray undo)
    {
        if (undo.Count > 0 && changes?.FindInConfiguration() is { Count: > 0 } patch)
        {
            Append(new ControlsChanged(Now, patch));
        }

        var intended = new ActionIntended(Now, ++lastNumber, section, name, undo);
        file?.Append(intended, isDurable: true);
        ThrowIfLostIn(section); // what will not be done is not to be taken back
        acting.Add(lastNumber);
        Take(intended);
        return lastNumber;
    }

    /// <param name="section">The part of the run.</param>
    /// <param name="check">The check of the hypothesis; 0 for none.</param>
    /// <param name="declaration">The activity; it becomes part of the journal.</param>
    /// <param name="number">The number that <see cref="ActionIsIntended"/> gave; <see langword="null"/> for a probe.</param>
    public int ActivityStarts(RunSection section, int check, JsonObject declaration, int? number = null)
    {
        var activity = number ?? ++lastNumber;
        Append(new ActivityStarted(Now, activity, section, check, declaration), mayWait: number is null);
        return activity;
    }

    public void ActivityEnds(int activity, bool? hasSucceeded, JsonNode? output = null, IReadOnlyList<string>? exception = null) =>
        Append(new ActivityEnded(Now, activity, hasSucceeded, output, exception), mayWait: !acting.Remove(activity));

    /// <summary>Writes what waits in memory. Safe to be used from any thread.</summary>
    public void Flush() => file?.Flush();

    public void ToleranceIsChecked(int activity, bool isMet, JsonObject? explanation) => Append(new ToleranceChecked(Now, activity, isMet, explanation), mayWait: true);

    public int UndoStarts(OpenUndo undo)
    {
        acting.Add(++lastNumber);
        Append(new UndoStarted(Now, lastNumber, undo.Action, undo.Item, (JsonObject)undo.Activity.DeepClone()));
        return lastNumber;
    }

    public void ActivityIsBypassed(int activity, string reason) => Append(new ActivityBypassed(Now, activity, reason));

    public void ControlTells(string control, string kind, JsonObject facts) => Append(new ControlTold(Now, control, kind, facts));

    public void EffectIsChecked(int activity, bool isMet, int attempts, JsonNode? output) => Append(new EffectChecked(Now, activity, isMet, attempts, output));

    public void StatusBecomes(JournalStatus status)
    {
        Status = status;
        Append(new StatusChanged(Now, status));
    }

    public void Deviates() => Append(new DeviationFound(Now));

    public void RunEnds() => Append(new RunEnded(Now));

    /// <summary>Controls or event handlers had their turn: what they changed is written down.</summary>
    /// <param name="activity">The activity around which they were called; <see langword="null"/> for another part of the run.</param>
    /// <param name="isThorough">Whether everything is looked at, however much it is.</param>
    public void ControlsWereCalled(int? activity, bool isThorough)
    {
        if (changes?.Find(activity, isThorough) is { Count: > 0 } patch)
        {
            Append(new ControlsChanged(Now, patch));
        }
    }

    /// <summary>The journal as it is written, with the members of ours.</summary>
    public JsonObject CompleteJournal(Runs.RunFolder? folder) => JournalMembers.Add(Journal, state, folder?.Reference);

    /// <summary>Writes something down that the journal does not tell. Safe to be used from any thread.</summary>
    public void Tell(Func<DateTimeOffset, RunLogEvent> fact)
    {
        if (file is not null || Observer is not null)
        {
            var moment = fact(Now);
            file?.Append(moment);
            Observer?.Invoke(moment);
        }
    }

    /// <summary>The method is not gone on with when the log is lost; what takes it back is.</summary>
    /// <exception cref="ChaosException">The log can no longer be written.</exception>
    public void ThrowIfLostIn(RunSection section)
    {
        if (section is RunSection.Hypothesis or RunSection.Method && file?.Failure is { } failure)
        {
            throw new ChaosException($"The run log cannot be written any more ({failure.Message.TrimEnd('.')}): nothing more is done to the system.", failure);
        }
    }

    private DateTimeOffset Now => startTime + time.GetElapsedTime(startStamp);

    private void Append(RunLogEvent moment, bool mayWait = false)
    {
        // Before it becomes part of the journal, whose nodes are live.
        file?.Append(moment, mayWait: mayWait && LetsProbesWait);
        Take(moment);
    }

    private void Take(RunLogEvent moment)
    {
        if (moment is ControlsChanged change)
        {
            state.FollowConfiguration(change);
        }
        else
        {
            state.Apply(moment);
        }

        changes?.Follow(moment);
        Observer?.Invoke(moment);
    }
}
