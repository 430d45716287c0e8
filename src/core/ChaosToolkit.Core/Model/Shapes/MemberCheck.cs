using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;

namespace ChaosToolkit.Model.Shapes;

/// <summary>Finds members that were probably meant to be another.</summary>
internal static class MemberCheck
{
    /// <summary>Warns of members that nobody reads and whose names are near to one that is read.</summary>
    /// <remarks>What nobody knows is kept and carried along, for other tools may read it: only a near miss is worth a word.</remarks>
    public static void WarnOfMisspelling(DocumentNode holder, ObjectShape shape, ICollection<Diagnostic> diagnostics)
    {
        foreach (var (key, node) in holder.Members)
        {
            if (!shape.Has(key) && Spelling.Nearest(key, shape.Names) is { } nearest && holder[nearest] is null)
            {
                diagnostics.Add(ExperimentDiagnostics.MisspeltMember(node, key, nearest));
            }
        }
    }
}
