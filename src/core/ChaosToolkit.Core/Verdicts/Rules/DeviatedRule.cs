using ChaosToolkit.Values;

namespace ChaosToolkit.Verdicts.Rules;

/// <summary>The hypothesis was judged during or after the method, and did not hold.</summary>
[VerdictRule(VerdictOutcome.Deviated)]
internal sealed class DeviatedRule : IVerdictRule
{
    public IEnumerable<VerdictReason> Judge(VerdictEvidence evidence)
    {
        var after = evidence.Proofs.Where(state => state.IsRefuted).ToList();
        foreach (var state in after.DistinctBy(state => (state.When, state.Last?.Name)))
        {
            yield return state.ToReason();
        }

        // A control may say so as well, but not of what could not be evaluated.
        if (after.Count == 0 && PythonComparison.IsTrue(evidence.Journal["deviated"]) && !evidence.Proofs.Any(state => state.IsUnknown))
        {
            yield return new("The journal says that the run deviated", "/deviated", false, true);
        }
    }
}
