using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Journaling;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Running;

/// <summary>What takes an action back: its member <c>undo</c>, an activity or a list of them, or without one what its provider knows.</summary>
internal static class UndoDeclaration
{
    /// <summary>Whether an activity of the method, or what it refers to, may be taken back.</summary>
    public static bool MayBe(JsonObject activity, Catalog<IProvider> providers) => activity["undo"] is { } undo ? undo is JsonObject or JsonArray { Count: > 0 } : IsOfProvider(activity, providers);

    /// <summary>Whether the provider may know what takes an action back, which does not say it itself.</summary>
    public static bool IsOfProvider(JsonObject activity, Catalog<IProvider> providers) =>
        activity["undo"] is null && activity["provider"] is JsonObject provider && providers.Find(PythonText.Of(provider["type"])) is IUndoProvider known && known.MayHaveUndo(provider);

    /// <summary>Whether what an action does is to stay when the run has ended.</summary>
    public static bool IsLasting(JsonObject activity, RunSection section, RunContext run) =>
        section != RunSection.Method || run.Options.KeepsFaults || activity["undo"] is JsonArray { Count: 0 };

    /// <summary>The activities that take an action back, complete in themselves; or why its provider cannot tell: then the action is not to be carried out.</summary>
    /// <exception cref="ChaosException">One is no activity, or refers to none.</exception>
    /// <exception cref="RunInterruptedException">The run was asked to end while the provider was asked.</exception>
    public static async Task<(JsonArray Undo, Exception? Obstacle)> OfAsync(JsonObject action, RunSection section, RunContext run, CancellationToken cancellationToken)
    {
        if (IsLasting(action, section, run) || !IsOfProvider(action, run.Providers))
        {
            return (Of(action, run), null);
        }

        var provider = (JsonObject)action["provider"]!; // it is of a provider
        var asked = (IUndoProvider)run.Providers.Find(PythonText.Of(provider["type"]))!;
        try
        {
            var references = new SecretReferences(run);
            var call = new ActivityCall(action, provider, run.Configuration, run.Secrets);
            var known = await ProviderCall.AskAsync(run, action, asked, token => asked.UndoAsync(call, token), cancellationToken);
            foreach (var activity in known.OfType<JsonObject>())
            {
                activity["name"] ??= $"undo {PythonText.Of(action["name"])}";
                activity["type"] ??= "action";
                if (activity["provider"]?["arguments"] is { } arguments)
                {
                    activity["provider"]!["arguments"] = Written(arguments, action, references, run);
                }
            }

            return (known, null);
        }
        catch (Exception exception) when (exception is not (RunInterruptedException or OutOfMemoryException))
        {
            return ([], exception); // it is the action's: told where the action is
        }
    }

    // What a provider knows has all values in place; those that must not stand in the log become references again.
    private static JsonNode? Written(JsonNode arguments, JsonObject action, SecretReferences references, RunContext run)
    {
        if (run.Configuration.Count == 0 && run.Secrets.Count == 0)
        {
            return ValueCopy.Of(arguments); // where there is nothing to refer to, nothing is resolved
        }

        return Rewrite(arguments, text => references.PutIn(text) ?? throw new ActivityFailedException(
            $"What takes '{PythonText.Of(action["name"])}' back holds a secret to which no reference leads: its name is taken by another value, or it stands there in another form. "
            + "It cannot be written down for a recovery, so the action is not carried out. Write an 'undo' for it that refers to the secret."));
    }

    /// <summary>
    /// The activities that take an action back, complete in themselves. References to the configuration are resolved as it is now; those to secrets, and to what is
    /// withheld from the log, stay as they are, and all that providers will resolve again is written so that it survives that.
    /// </summary>
    /// <exception cref="ChaosException">One is no activity, or refers to none.</exception>
    private static JsonArray Of(JsonObject action, RunContext run)
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
        _ => Value.AsText(value) is { } text && rewrite(text) is var rewritten && rewritten != text ? Value.Text(rewritten) : ValueCopy.Of(value),
    };
}
