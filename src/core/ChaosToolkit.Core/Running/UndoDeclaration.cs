using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Values;

namespace ChaosToolkit.Running;

/// <summary>Reads what takes an action back: its member <c>undo</c>, an activity or a list of them.</summary>
internal static class UndoDeclaration
{
    /// <summary>Whether an activity, or what it refers to, can be taken back.</summary>
    public static bool IsDeclared(JsonObject activity) => activity["undo"] is JsonObject or JsonArray { Count: > 0 };

    /// <summary>
    /// The activities that take an action back, complete in themselves. References to the configuration are resolved as it is now; those to secrets, and to what is
    /// withheld from the log, stay as they are, and all that providers will resolve again is written so that it survives that.
    /// </summary>
    /// <exception cref="ChaosException">One is no activity, or refers to none.</exception>
    public static JsonArray Of(JsonObject action, RunContext run)
    {
        var name = PythonText.Of(action["name"]);
        var written = action["undo"] switch
        {
            null => [],
            JsonArray list => list.ToArray(),
            var single => [single],
        };
        if (written.Length == 0)
        {
            return [];
        }

        var known = new JsonObject([.. run.Configuration.Where(entry => !run.Log.Withheld.Contains(entry.Key)).Select(entry => KeyValuePair.Create(entry.Key, Escape(entry.Value)))]);
        return [.. written.Select(item => (JsonNode)Complete(item, name, known, run))];
    }

    private static JsonObject Complete(JsonNode? item, string name, JsonObject known, RunContext run)
    {
        var declared = item as JsonObject ?? throw new ChaosException($"The undo of '{name}' must be an activity or a list of activities; {PythonText.Repr(item)} is neither.");
        var activity = (JsonObject)ActivityReferences.Resolve(declared, run.Experiment).DeepClone();
        if (activity["name"] is null)
        {
            activity["name"] = $"undo {name}";
        }

        activity["type"] ??= "action";
        activity.Remove("undo"); // what takes back is not taken back itself
        if (known.Count > 0)
        {
            foreach (var member in (string[])["provider", "timeout"])
            {
                if (activity[member] is { } value)
                {
                    activity[member] = Substitution.Apply(KeepDollars(value), known, []);
                }
            }
        }

        return activity;
    }

    // A dollar in a value is no reference, and must not become one when the provider resolves what is left.
    private static JsonNode? Escape(JsonNode? value) => Rewrite(value, text => text.Replace("$", "$$"));

    // "$$" stands for a dollar: the provider is to see it as it is written.
    private static JsonNode? KeepDollars(JsonNode? value) => Rewrite(value, text => text.Replace("$$", "$$$$"));

    private static JsonNode? Rewrite(JsonNode? value, Func<string, string> rewrite) => value switch
    {
        JsonObject members => new JsonObject([.. members.Select(member => KeyValuePair.Create(member.Key, Rewrite(member.Value, rewrite)))]),
        JsonArray items => new JsonArray([.. items.Select(item => Rewrite(item, rewrite))]),
        _ => Value.AsText(value) is { } text && text.Contains('$') ? Value.Text(rewrite(text)) : ValueCopy.Of(value),
    };
}
