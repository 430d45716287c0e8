using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Model;

/// <summary>Validates the steady-state hypothesis: its title, its probes, their tolerances.</summary>
internal sealed class HypothesisValidator(ActivityValidator activities, ValidationContext context)
{
    public async Task ValidateAsync(DocumentNode? hypothesis, CancellationToken cancellationToken)
    {
        if (hypothesis is null || hypothesis.Kind == ValueKind.Null)
        {
            return;
        }

        if (hypothesis.Kind != ValueKind.Object)
        {
            context.Report(ExperimentDiagnostics.WrongKind(hypothesis, "steady-state-hypothesis", "an object with a 'title' and 'probes'"));
            return;
        }

        ExperimentValidator.RequireText(hypothesis, "title", "The steady-state hypothesis", context.Diagnostics);
        MemberCheck.WarnOfMisspelling(hypothesis, ExperimentShapes.Hypothesis, context.Diagnostics);
        var probes = hypothesis["probes"];
        if (probes is not null && probes.Kind is not (ValueKind.List or ValueKind.Null))
        {
            context.Report(ExperimentDiagnostics.WrongKind(probes, "probes", "a list of probes"));
        }

        foreach (var probe in probes?.Items ?? [])
        {
            await activities.ValidateAsync(probe, isOfHypothesis: true, cancellationToken);
            if (probe.Kind != ValueKind.Object)
            {
                continue;
            }

            if (probe["type"] is { Text: "action" } type)
            {
                context.Report(ExperimentDiagnostics.ActionInHypothesis(type));
            }

            if (probe["tolerance"] is { } tolerance)
            {
                await activities.ValidateToleranceAsync(tolerance, cancellationToken);
            }
            else
            {
                context.Report(ExperimentDiagnostics.WithoutTolerance(probe, probe["name"]?.Text ?? probe["ref"]?.Text ?? ""));
            }
        }
    }
}
