using System.Text.Json.Nodes;

namespace ChaosToolkit.Journaling;

// The events that only the run log tells: what it takes to take a run back, and to judge it, when its process is gone.

/// <summary>The log begins: which run it is of, and what another process needs to end the run in its place.</summary>
/// <param name="Time">When.</param>
/// <param name="Id">The run's id.</param>
/// <param name="Format">The version of the log's format.</param>
/// <param name="Tool">Name and version of what writes it.</param>
/// <param name="Process">The process id of the runner.</param>
/// <param name="Boot">What names the machine's present life; empty where the system does not tell.</param>
/// <param name="Folder">The working folder.</param>
/// <param name="JournalPath">Where the journal is to be written.</param>
/// <param name="SettingsPath">The settings file; <see langword="null"/> without one.</param>
/// <param name="Python">The interpreter that the command line names; <see langword="null"/> for none.</param>
/// <param name="VariableFiles">The variable files: secrets are read from them again.</param>
/// <param name="KeepsFaults">Whether undo is left to people (<c>--no-undo</c>).</param>
public sealed record RunOpened(
    DateTimeOffset Time,
    string Id,
    int Format,
    string Tool,
    int Process,
    string Boot,
    string Folder,
    string JournalPath,
    string? SettingsPath,
    string? Python,
    IReadOnlyList<string> VariableFiles,
    bool KeepsFaults) : RunLogEvent(Time);

/// <summary>The configuration is known, and what the run goes by.</summary>
/// <param name="Time">When.</param>
/// <param name="Configuration">The resolved configuration, without the entries that hold a secret.</param>
/// <param name="Withheld">The names of those: whoever needs them resolves them again.</param>
/// <param name="HypothesisStrategy">When the hypothesis is checked.</param>
/// <param name="RollbackStrategy">When rollbacks are played.</param>
/// <param name="Dry">What is left out; <see langword="null"/> for nothing.</param>
/// <param name="VerifiesRestoration">Whether the hypothesis is checked once more at the end.</param>
public sealed record VariablesResolved(
    DateTimeOffset Time, JsonObject Configuration, IReadOnlyList<string> Withheld, string HypothesisStrategy, string RollbackStrategy, string? Dry, bool VerifiesRestoration)
    : RunLogEvent(Time);

/// <summary>The next part of the run starts.</summary>
/// <param name="Time">When.</param>
/// <param name="Part">Which.</param>
public sealed record PartStarted(DateTimeOffset Time, RunSection Part) : RunLogEvent(Time);

/// <summary>An action is about to be carried out. On the disk before the action starts.</summary>
/// <param name="Time">When.</param>
/// <param name="Activity">The number that the activity will have.</param>
/// <param name="Section">The part of the run it belongs to.</param>
/// <param name="Name">Its name.</param>
/// <param name="Undo">What takes it back, in order: complete activities, their references to the configuration resolved, those to secrets not. Empty for what cannot be taken back.</param>
public sealed record ActionIntended(DateTimeOffset Time, int Activity, RunSection Section, string Name, JsonArray Undo) : RunLogEvent(Time);

/// <summary>A pause around an activity starts.</summary>
/// <param name="Time">When.</param>
/// <param name="Seconds">How long it is to be.</param>
public sealed record PauseStarted(DateTimeOffset Time, double Seconds) : RunLogEvent(Time);

/// <summary>A process was started by an activity, or is about to be.</summary>
/// <param name="Time">When.</param>
/// <param name="Process">Its id; 0 before it is started.</param>
/// <param name="StartTime">When the system started it, in the system's own unit; with the id it names one process for good. 0 where unknown.</param>
/// <param name="Marker">What all that it starts carries in its environment.</param>
public sealed record ProcessStarted(DateTimeOffset Time, int Process, long StartTime, string Marker) : RunLogEvent(Time);

/// <summary>A process ended.</summary>
/// <param name="Time">When.</param>
/// <param name="Marker">Its marker.</param>
public sealed record ProcessEnded(DateTimeOffset Time, string Marker) : RunLogEvent(Time);

/// <summary>Controls or event handlers changed live documents.</summary>
/// <param name="Time">When.</param>
/// <param name="Patch">The changes, as RFC 6902 has them. Paths begin with <c>/journal</c>, <c>/configuration</c>, <c>/checks/N</c> (a hypothesis under way) or <c>/entries/N</c> (an activity's entry).</param>
public sealed record ControlsChanged(DateTimeOffset Time, JsonArray Patch) : RunLogEvent(Time);

/// <summary>The run was asked to end from outside.</summary>
/// <param name="Time">When.</param>
/// <param name="Cause">By what.</param>
public sealed record EndRequested(DateTimeOffset Time, Running.InterruptionCause Cause) : RunLogEvent(Time);

/// <summary>An action is being taken back.</summary>
/// <param name="Time">When.</param>
/// <param name="Activity">A number of its own; an <see cref="ActivityEnded"/> tells how it ended.</param>
/// <param name="Action">The number of the action.</param>
/// <param name="Item">Which of the action's undo activities it is, from 0.</param>
/// <param name="Declaration">The activity that takes it back.</param>
public sealed record UndoStarted(DateTimeOffset Time, int Activity, int Action, int Item, JsonObject Declaration) : RunLogEvent(Time);

/// <summary>A person says that nothing is left to take back of an action.</summary>
/// <param name="Time">When.</param>
/// <param name="Action">The number of the action.</param>
/// <param name="Item">Which of the action's undo activities.</param>
public sealed record UndoClosed(DateTimeOffset Time, int Action, int Item) : RunLogEvent(Time);

/// <summary>Another process ends the run in the runner's place.</summary>
/// <param name="Time">When.</param>
/// <param name="By"><c>watchdog</c> or <c>recover</c>.</param>
/// <param name="Process">Its process id.</param>
/// <param name="Discarded">How many bytes of an event that was cut off were removed.</param>
public sealed record RecoveryStarted(DateTimeOffset Time, string By, int Process, long Discarded) : RunLogEvent(Time);

/// <summary>The journal was written.</summary>
/// <param name="Time">When.</param>
/// <param name="Path">Where.</param>
/// <param name="Hash">SHA-256 of the file, in hexadecimal.</param>
public sealed record JournalWritten(DateTimeOffset Time, string Path, string Hash) : RunLogEvent(Time);

/// <summary>The last event of a run that ended.</summary>
/// <param name="Time">When.</param>
/// <param name="Open">How many undo activities are left.</param>
public sealed record RunClosed(DateTimeOffset Time, int Open) : RunLogEvent(Time);
