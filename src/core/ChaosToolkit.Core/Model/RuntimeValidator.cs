using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Running;
using ChaosToolkit.Values;

namespace ChaosToolkit.Model;

/// <summary>Validates <c>runtime</c>: the strategies of the hypothesis and of the rollbacks.</summary>
internal static class RuntimeValidator
{
    public static void Validate(DocumentNode? runtime, ICollection<Diagnostic> diagnostics)
    {
        if (!IsObject(runtime, "runtime", diagnostics))
        {
            return;
        }

        MemberCheck.WarnOfMisspelling(runtime!, ExperimentShapes.Runtime, diagnostics); // an object is not null
        Validate(runtime!["hypothesis"], ExperimentShapes.HypothesisRuntime, "hypothesis", Strategies.Hypothesis.Keys, Strategies.HypothesisNames, diagnostics);
        if (runtime["restoration"] is { Kind: not ValueKind.Null, Text: not Restoration.Verify } restoration)
        {
            diagnostics.Add(ExperimentDiagnostics.UnknownStrategy(restoration, "restoration", [Restoration.Verify]));
        }

        Validate(runtime["rollbacks"], ExperimentShapes.RollbacksRuntime, "rollbacks", Strategies.Rollbacks.Keys, [.. Strategies.Rollbacks.Keys], diagnostics);
    }

    private static void Validate(
        DocumentNode? part, ObjectShape shape, string member, IEnumerable<string> accepted, IReadOnlyCollection<string> shown, ICollection<Diagnostic> diagnostics)
    {
        if (!IsObject(part, member, diagnostics))
        {
            return;
        }

        MemberCheck.WarnOfMisspelling(part!, shape, diagnostics); // an object is not null
        if (part!["strategy"] is { } strategy && (strategy.Text is not { } name || !accepted.Contains(name)))
        {
            diagnostics.Add(ExperimentDiagnostics.UnknownStrategy(strategy, member == "rollbacks" ? "rollback strategy" : "hypothesis strategy", shown));
        }
    }

    private static bool IsObject(DocumentNode? node, string member, ICollection<Diagnostic> diagnostics)
    {
        if (node is { Kind: not (ValueKind.Object or ValueKind.Null) })
        {
            diagnostics.Add(ExperimentDiagnostics.WrongKind(node, member, member == "runtime" ? "an object with 'hypothesis' and 'rollbacks'" : "an object with a 'strategy'"));
        }

        return node?.Kind == ValueKind.Object;
    }
}
