using System.Text.Json.Nodes;

namespace ChaosToolkit.Providers;

/// <summary>
/// A provider that knows by itself how some of its actions are taken back. What it says is played as an <c>undo</c> of the experiment is; an action of the method whose
/// <c>undo</c> is written (an empty list too) is not asked for. It must lead to the right state from any state: it may be played twice, by another process, and without the action.
/// </summary>
public interface IUndoProvider : IProvider
{
    /// <summary>Whether an action may have something to take back, as it is written: nobody is asked.</summary>
    /// <param name="provider">The action's provider.</param>
    bool MayHaveUndo(JsonObject provider);

    /// <summary>
    /// What takes an action back that is about to be carried out. It may look how things are, and changes nothing. It gets the action's time-out for that, as carrying the
    /// action out does after it.
    /// </summary>
    /// <param name="call">The action.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>Activities as they would be written in <c>undo</c>, with all values in place; none where there is nothing to take back.</returns>
    /// <exception cref="ActivityFailedException">It cannot be known: then the action is not carried out, and has failed.</exception>
    Task<JsonArray> UndoAsync(ActivityCall call, CancellationToken cancellationToken);
}
