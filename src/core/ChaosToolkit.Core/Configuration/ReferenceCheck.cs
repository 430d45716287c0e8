using System.Text.Json.Nodes;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Model;
using ChaosToolkit.Values;

namespace ChaosToolkit.Configuration;

/// <summary>Finds references that were probably meant to be another: what refers to nothing stays as it is, which a shell may want, so only a near miss is worth a word.</summary>
internal sealed class ReferenceCheck(DocumentNode experiment, ICollection<Diagnostic> diagnostics)
{
    private readonly HashSet<string> known =
    [
        .. experiment["configuration"]?.Members.Select(entry => entry.Key) ?? [],
        .. experiment["secrets"]?.Members.SelectMany(scope => scope.Value.Members).Select(entry => entry.Key) ?? [],
    ];

    private long comparisons;

    private readonly Stack<(string? Key, int Index)> path = new();

    public void WarnOfMisspelling()
    {
        // The text of the document tells at once that there is nothing to find; hardly anybody escapes a dollar.
        if (known.Count == 0 || experiment.Value is not JsonObject members || Substitution.NamesIn(experiment.Span.Source.Text).All(known.Contains))
        {
            return;
        }

        foreach (var part in (string[])["title", "steady-state-hypothesis", "method", "rollbacks"])
        {
            path.Push((part, 0));
            Look(members[part]);
            path.Pop();
        }
    }

    // The values are walked, not their nodes: hardly any of them is worth one.
    private void Look(JsonNode? value)
    {
        switch (value)
        {
            case JsonObject members:
                foreach (var (key, member) in members)
                {
                    path.Push((key, 0));
                    Look(member);
                    path.Pop();
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    path.Push((null, i));
                    Look(items[i]);
                    path.Pop();
                }

                break;
            default:
                if (Value.AsText(value) is { } text && text.Contains("${", StringComparison.Ordinal))
                {
                    Look(text);
                }

                break;
        }
    }

    private void Look(string text)
    {
        foreach (var name in Substitution.NamesIn(text))
        {
            if (!known.Contains(name) && (comparisons += known.Count) <= Spelling.MostComparisons && Spelling.Nearest(name, known) is { } nearest)
            {
                diagnostics.Add(ExperimentDiagnostics.MisspeltReference(Here(), name, nearest));
            }
        }
    }

    private DocumentNode Here()
    {
        var node = experiment;
        foreach (var (key, index) in path.Reverse())
        {
            node = (key is null ? node.ItemAt(index) : node[key]) ?? node;
        }

        return node;
    }
}
