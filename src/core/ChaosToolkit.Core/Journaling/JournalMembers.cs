using System.Text.Json.Nodes;
using ChaosToolkit.Running;
using ChaosToolkit.Values;
using ChaosToolkit.Verdicts;

namespace ChaosToolkit.Journaling;

/// <summary>The members of ours that the journal gets when it is written: controls never see them. One place, for a run's end and for a recovery alike.</summary>
internal static class JournalMembers
{
    /// <summary>Adds what a run's own state tells.</summary>
    /// <param name="journal">The journal; it is changed.</param>
    /// <param name="state">The state of the run.</param>
    /// <param name="log">The run's log as it is when the journal is written; <see langword="null"/> without one.</param>
    public static JsonObject Add(JsonObject journal, RunState state, LogReference? log)
    {
        state.Builder.Complete();
        if (state.Builder.Undo.Count > 0 || state.Undo.Count > 0)
        {
            journal["undo"] = state.Builder.Undo.DeepClone();
        }

        if (state.Builder.Controls.Count > 0)
        {
            journal["controls"] = state.Builder.Controls.DeepClone();
        }

        if (state.Builder.Restoration is { } restoration)
        {
            journal["restoration"] = restoration.DeepClone();
        }

        if (state.Variables is { } variables)
        {
            journal["verdict"] = Verdict.Of(new VerdictEvidence(journal, Strategies.Hypothesis[variables.HypothesisStrategy], DryModeOf(variables.Dry))).ToJson();
        }

        if (log is not null)
        {
            journal["run_id"] = log.Run;
            journal["run_log"] = new JsonObject { ["path"] = log.Path, ["events"] = Value.Integer(log.Events), ["hash"] = log.Hash };
        }

        return journal;
    }

    private static DryMode DryModeOf(string? name) => Enum.TryParse<DryMode>(name, ignoreCase: true, out var mode) ? mode : DryMode.None;

    /// <summary>The journal of a run as its log tells it: as it was written last, or as it would be now.</summary>
    /// <param name="path">The log.</param>
    /// <param name="content">What was read of it.</param>
    public static JsonObject Replay(string path, RunLogContent content)
    {
        var count = content.Events.Count;
        for (var i = count - 1; i >= 0 && count == content.Events.Count; i--)
        {
            count = content.Events[i] is JournalWritten ? i : count;
        }

        var state = RunState.Of(content.Events.Take(count));
        return Add(state.Builder.Journal, state, new LogReference(state.Opened?.Id ?? "", path, count, count == 0 ? RunLogLine.NoHash : content.Hashes[count - 1]));
    }
}

/// <summary>What a journal says of the log it was made from.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Path">The log's file.</param>
/// <param name="Events">How many events it had.</param>
/// <param name="Hash">The hash of the last of them.</param>
internal sealed record LogReference(string Run, string Path, long Events, string Hash);
