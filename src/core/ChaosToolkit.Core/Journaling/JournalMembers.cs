using System.Text.Json.Nodes;
using ChaosToolkit.Runs;
using ChaosToolkit.Values;

namespace ChaosToolkit.Journaling;

/// <summary>The members of ours that the journal gets when it is written: controls never see them. One place, for a run's end and for a recovery alike.</summary>
internal static class JournalMembers
{
    /// <summary>Adds what a run's own state tells.</summary>
    /// <param name="journal">The journal; it is changed.</param>
    /// <param name="state">The state of the run.</param>
    /// <param name="folder">The run's folder; <see langword="null"/> without one.</param>
    public static JsonObject Add(JsonObject journal, RunState state, RunFolder? folder)
    {
        if (state.Builder.Undo.Count > 0 || state.Undo.Count > 0)
        {
            journal["undo"] = state.Builder.Undo.DeepClone();
        }

        if (state.Builder.Restoration is { } restoration)
        {
            journal["restoration"] = restoration.DeepClone();
        }

        if (folder is not null)
        {
            journal["run_id"] = folder.Id;
            journal["run_log"] = new JsonObject { ["path"] = folder.LogPath, ["events"] = Value.Integer(folder.Log.LastNumber), ["hash"] = folder.Log.LastHash };
        }

        return journal;
    }
}
