using System.Text.Json.Nodes;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;

namespace ChaosToolkit.Model.Shapes;

/// <summary>Finds members that nobody reads.</summary>
internal static class MemberCheck
{
    /// <summary>The members of an object that are not among those of its shape; <c>type</c>, which chooses a shape, is among those of all.</summary>
    public static IEnumerable<(string Name, DocumentNode Node)> Unknown(DocumentNode holder, ObjectShape shape)
    {
        // Nearly always there is none: only what is unknown is worth a node.
        if (holder.Value is JsonObject members)
        {
            foreach (var (name, _) in members)
            {
                if (name != "type" && !shape.Has(name))
                {
                    yield return (name, holder[name]!); // it has it
                }
            }
        }
    }

    /// <summary>Warns of members that nobody reads and whose names are near to one that is read.</summary>
    /// <remarks>What nobody knows is kept and carried along, for other tools may read it: only a near miss is worth a word.</remarks>
    public static void WarnOfMisspelling(DocumentNode holder, ObjectShape shape, ICollection<Diagnostic> diagnostics)
    {
        foreach (var (name, node) in Unknown(holder, shape))
        {
            if (Spelling.Nearest(name, shape.Names) is { } nearest)
            {
                diagnostics.Add(ExperimentDiagnostics.MisspeltMember(node, name, nearest, isThere: holder[nearest] is not null));
            }
        }
    }
}
