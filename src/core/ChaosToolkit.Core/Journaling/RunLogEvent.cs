using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ChaosToolkit.Journaling;

/// <summary>Something that happened in a run. The journal is made of these and of nothing else. The names are those of the member <c>event</c> in the run log.</summary>
/// <param name="Time">When, in UTC.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(RunOpened), "run-opened")]
[JsonDerivedType(typeof(VariablesResolved), "variables-resolved")]
[JsonDerivedType(typeof(RunStarted), "run-started")]
[JsonDerivedType(typeof(PartStarted), "part-started")]
[JsonDerivedType(typeof(HypothesisStarted), "hypothesis-started")]
[JsonDerivedType(typeof(HypothesisEnded), "hypothesis-ended")]
[JsonDerivedType(typeof(HypothesisRecorded), "hypothesis-recorded")]
[JsonDerivedType(typeof(ActionIntended), "action-intended")]
[JsonDerivedType(typeof(ActivityStarted), "activity-started")]
[JsonDerivedType(typeof(ActivityEnded), "activity-ended")]
[JsonDerivedType(typeof(ActivityBypassed), "activity-bypassed")]
[JsonDerivedType(typeof(ToleranceChecked), "tolerance-checked")]
[JsonDerivedType(typeof(EffectChecked), "effect-checked")]
[JsonDerivedType(typeof(PauseStarted), "pause-started")]
[JsonDerivedType(typeof(ProcessStarted), "process-started")]
[JsonDerivedType(typeof(ProcessEnded), "process-ended")]
[JsonDerivedType(typeof(ControlsChanged), "controls-changed")]
[JsonDerivedType(typeof(ControlTold), "control-told")]
[JsonDerivedType(typeof(EndRequested), "end-requested")]
[JsonDerivedType(typeof(StatusChanged), "status-changed")]
[JsonDerivedType(typeof(DeviationFound), "deviation-found")]
[JsonDerivedType(typeof(UndoStarted), "undo-started")]
[JsonDerivedType(typeof(UndoClosed), "undo-closed")]
[JsonDerivedType(typeof(RecoveryStarted), "recovery-started")]
[JsonDerivedType(typeof(RunEnded), "run-ended")]
[JsonDerivedType(typeof(JournalWritten), "journal-written")]
[JsonDerivedType(typeof(RunClosed), "run-closed")]
public abstract record RunLogEvent(DateTimeOffset Time);

/// <summary>The run starts.</summary>
/// <param name="Time">When.</param>
/// <param name="Experiment">The experiment, live: controls may change it, and the journal shows it as it is at the end.</param>
/// <param name="Node">The machine's name.</param>
/// <param name="Platform">The machine's system.</param>
public sealed record RunStarted(DateTimeOffset Time, JsonObject Experiment, string Node, string Platform) : RunLogEvent(Time);

/// <summary>A check of the steady-state hypothesis starts.</summary>
/// <param name="Time">When.</param>
/// <param name="Check">A number of its own.</param>
/// <param name="Moment">Before, during or after the method.</param>
public sealed record HypothesisStarted(DateTimeOffset Time, int Check, HypothesisMoment Moment) : RunLogEvent(Time);

/// <summary>A check of the steady-state hypothesis ended; one that was interrupted has no such event and leaves nothing in the journal.</summary>
/// <param name="Time">When.</param>
/// <param name="Check">Its number.</param>
/// <param name="IsMet">Whether every probe was within its tolerance.</param>
public sealed record HypothesisEnded(DateTimeOffset Time, int Check, bool IsMet) : RunLogEvent(Time);

/// <summary>The state of a check takes its place in the journal; controls have seen it by then.</summary>
/// <param name="Time">When.</param>
/// <param name="Check">Its number.</param>
public sealed record HypothesisRecorded(DateTimeOffset Time, int Check) : RunLogEvent(Time);

/// <summary>An activity starts.</summary>
/// <param name="Time">When.</param>
/// <param name="Activity">A number of its own.</param>
/// <param name="Section">The part of the run it belongs to.</param>
/// <param name="Check">The check of the hypothesis it belongs to; 0 for others.</param>
/// <param name="Declaration">The activity as it is at that moment.</param>
public sealed record ActivityStarted(DateTimeOffset Time, int Activity, RunSection Section, int Check, JsonObject Declaration) : RunLogEvent(Time);

/// <summary>An activity ended.</summary>
/// <param name="Time">When.</param>
/// <param name="Activity">Its number.</param>
/// <param name="HasSucceeded">Whether it succeeded; <see langword="null"/> when it was cut short.</param>
/// <param name="Output">What it gave.</param>
/// <param name="Exception">Why it failed, line by line.</param>
public sealed record ActivityEnded(DateTimeOffset Time, int Activity, bool? HasSucceeded, JsonNode? Output, IReadOnlyList<string>? Exception) : RunLogEvent(Time);

/// <summary>An activity's output was held against its tolerance.</summary>
/// <param name="Time">When.</param>
/// <param name="Activity">Its number.</param>
/// <param name="IsMet">Whether it is within.</param>
/// <param name="Explanation">Why not: expected, observed, path. <see langword="null"/> when it is.</param>
public sealed record ToleranceChecked(DateTimeOffset Time, int Activity, bool IsMet, JsonObject? Explanation) : RunLogEvent(Time);

/// <summary>The status of the run is another from here on.</summary>
/// <param name="Time">When.</param>
/// <param name="Status">The status.</param>
public sealed record StatusChanged(DateTimeOffset Time, JournalStatus Status) : RunLogEvent(Time);

/// <summary>The hypothesis no longer holds after the method.</summary>
/// <param name="Time">When.</param>
public sealed record DeviationFound(DateTimeOffset Time) : RunLogEvent(Time);

/// <summary>The run ended.</summary>
/// <param name="Time">When.</param>
public sealed record RunEnded(DateTimeOffset Time) : RunLogEvent(Time);

/// <summary>When the hypothesis is checked.</summary>
public enum HypothesisMoment
{
    /// <summary>Before the method: the gate.</summary>
    Before,

    /// <summary>While the method goes on.</summary>
    During,

    /// <summary>After the method.</summary>
    After,

    /// <summary>After undo and rollbacks.</summary>
    Restoration,
}

/// <summary>The parts of a run that have activities.</summary>
public enum RunSection
{
    /// <summary>The steady-state hypothesis.</summary>
    Hypothesis,

    /// <summary>The method.</summary>
    Method,

    /// <summary>What takes actions back.</summary>
    Undo,

    /// <summary>The rollbacks.</summary>
    Rollbacks,
}
