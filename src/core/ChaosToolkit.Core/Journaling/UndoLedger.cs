using System.Text.Json.Nodes;

namespace ChaosToolkit.Journaling;

/// <summary>Something that takes an action back, and has not done so yet.</summary>
/// <param name="Action">The number of the action.</param>
/// <param name="ActionName">Its name.</param>
/// <param name="Item">Which of the action's undo activities it is, from 0.</param>
/// <param name="Activity">The activity that takes it back.</param>
public sealed record OpenUndo(int Action, string ActionName, int Item, JsonObject Activity)
{
    /// <summary>Its name.</summary>
    public string Name => Values.PythonText.Of(Activity["name"]);
}

/// <summary>What was intended and is not taken back, last in first out. It follows from the events of a run, whoever reads them.</summary>
internal sealed class UndoLedger
{
    private readonly List<OpenUndo> open = [];
    private readonly Dictionary<int, (int Action, int Item)> underWay = [];

    /// <summary>What is left to take back, in the order in which that is done: the last action first, the activities of one action as they are written.</summary>
    public IReadOnlyList<OpenUndo> Open => [.. open.OrderByDescending(undo => undo.Action).ThenBy(undo => undo.Item)];

    public int Count => open.Count;

    public void Apply(RunLogEvent moment)
    {
        switch (moment)
        {
            case ActionIntended { Section: not (RunSection.Rollbacks or RunSection.Undo) } intended:
                Intend(intended);
                break;
            case UndoStarted start:
                underWay[start.Activity] = (start.Action, start.Item);
                break;
            case ActivityEnded { HasSucceeded: true } end when underWay.TryGetValue(end.Activity, out var undo):
                Close(undo.Action, undo.Item);
                break;
            case UndoClosed closed:
                Close(closed.Action, closed.Item);
                break;
        }
    }

    private void Intend(ActionIntended intended) =>
        open.AddRange(intended.Undo.OfType<JsonObject>().Select((activity, i) => new OpenUndo(intended.Activity, intended.Name, i, activity)));

    private void Close(int action, int item) => open.RemoveAll(undo => undo.Action == action && undo.Item == item);
}
