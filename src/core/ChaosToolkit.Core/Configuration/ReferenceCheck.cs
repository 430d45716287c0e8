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

    public void WarnOfMisspelling()
    {
        if (known.Count > 0)
        {
            foreach (var part in (string[])["steady-state-hypothesis", "method", "rollbacks"])
            {
                Look(experiment[part]);
            }
        }
    }

    private void Look(DocumentNode? node)
    {
        if (node is null || !MayRefer(node.Value))
        {
            return;
        }

        if (node.Text is { } text)
        {
            foreach (var name in Substitution.NamesIn(text))
            {
                if (!known.Contains(name) && Spelling.Nearest(name, known) is { } nearest)
                {
                    diagnostics.Add(ExperimentDiagnostics.MisspeltReference(node, name, nearest));
                }
            }
        }

        foreach (var (_, member) in node.Members)
        {
            Look(member);
        }

        foreach (var item in node.Items)
        {
            Look(item);
        }
    }

    // Most of a document holds no reference; only what does is looked at with its place.
    private static bool MayRefer(JsonNode? value) => value switch
    {
        JsonObject members => members.Any(member => MayRefer(member.Value)),
        JsonArray items => items.Any(MayRefer),
        _ => Value.AsText(value)?.Contains("${", StringComparison.Ordinal) == true,
    };
}
