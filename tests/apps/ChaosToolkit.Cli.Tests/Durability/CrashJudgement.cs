using System.Text.Json.Nodes;
using ChaosToolkit.Journaling;
using ChaosToolkit.Runs;

namespace ChaosToolkit.Cli.Durability;

/// <summary>What log and journal of a run must say after it was hit.</summary>
internal static class CrashJudgement
{
    /// <summary>What the verdict of a journal says that is not so; <see langword="null"/> when all of it is.</summary>
    public static string? UntruthIn(JsonObject journal, RunEntry run)
    {
        var outcome = (string?)journal["verdict"]?["outcome"];
        var isRestored = run.Open.Count == 0 && ((JsonArray)journal["rollbacks"]!).All(rollback => (string?)rollback!["status"] == "succeeded"); // every entry is an object
        string[] expected = !isRestored ? ["not-restored"] : (string?)journal["status"] switch
        {
            "completed" => ["passed"],
            "aborted" => ["aborted"],
            _ => ["interrupted"],
        };
        return expected.Contains(outcome) ? null : $"The verdict is {outcome}, not {string.Join(" or ", expected)}: {journal["verdict"]?.ToJsonString()}";
    }

    /// <summary>The actions that were intended, and of whose undo no event tells that it succeeded.</summary>
    public static IEnumerable<string> NeverUndone(IReadOnlyList<RunLogEvent> events)
    {
        var good = events.OfType<ActivityEnded>().Where(end => end.HasSucceeded == true).Select(end => end.Activity).ToHashSet();
        var undone = events.OfType<UndoStarted>().Where(start => good.Contains(start.Activity)).Select(start => (start.Action, start.Item)).ToHashSet();
        return from intended in events.OfType<ActionIntended>()
               from item in Enumerable.Range(0, intended.Undo.Count)
               where !undone.Contains((intended.Activity, item))
               select intended.Name;
    }

    /// <summary>How many undo were started more than once.</summary>
    public static int PlayedTwice(IReadOnlyList<RunLogEvent> events) => events.OfType<UndoStarted>().GroupBy(start => (start.Action, start.Item)).Count(starts => starts.Count() > 1);
}
