using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Journaling;
using ChaosToolkit.Providers;
using ChaosToolkit.Secrets;
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

    /// <summary>The activities that take an action back, complete in themselves; or why its provider cannot tell, where it is not to be done then.</summary>
    /// <exception cref="ChaosException">One is no activity, or refers to none.</exception>
    /// <exception cref="RunInterruptedException">The run was asked to end while the provider was asked.</exception>
    public static async Task<(JsonArray Undo, ActivityFailedException? Obstacle)> OfAsync(JsonObject action, RunSection section, RunContext run, CancellationToken cancellationToken)
    {
        if (IsLasting(action, section, run) || !IsOfProvider(action, run.Providers))
        {
            return (Of(action, run), null);
        }

        var provider = (JsonObject)action["provider"]!; // it is of a provider
        var asked = (IUndoProvider)run.Providers.Find(PythonText.Of(provider["type"]))!;
        try
        {
            var hidden = Hidden(run);
            var known = await asked.UndoAsync(new ActivityCall(action, provider, run.Configuration, run.Secrets), cancellationToken);
            foreach (var activity in known.OfType<JsonObject>())
            {
                activity["name"] ??= $"undo {PythonText.Of(action["name"])}";
                activity["type"] ??= "action";
                if (activity["provider"]?["arguments"] is { } arguments && (run.Configuration.Count > 0 || run.Secrets.Count > 0))
                {
                    activity["provider"]!["arguments"] = Rewrite(arguments, text => hidden.Aggregate(text.Replace("$", "$$"), (left, one) => left.Replace(one.Text, $"${{{one.Name}}}")));
                }
            }

            return (known, null);
        }
        catch (ActivityFailedException failure)
        {
            return ([], failure);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested(run);
            throw;
        }
    }

    // What a provider knows has all values in place; those that must not stand in the log become references again.
    private static List<(string Name, string Text)> Hidden(RunContext run)
    {
        var ofConfiguration = run.Configuration.Where(entry => run.Log.Withheld.Contains(entry.Key));
        var ofSecrets = run.Secrets.SelectMany(scope => scope.Value as JsonObject ?? []);
        return
        [
            .. from entry in ofConfiguration.Concat(ofSecrets)
               let text = Value.AsText(entry.Value)
               where text?.Length >= SecretMask.ShortestMasked
               orderby text.Length descending
               select (entry.Key, text.Replace("$", "$$")),
        ];
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
