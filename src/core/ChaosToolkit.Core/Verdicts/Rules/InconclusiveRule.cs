namespace ChaosToolkit.Verdicts.Rules;

/// <summary>A probe that decides gave nothing that could be judged.</summary>
[VerdictRule(VerdictOutcome.Inconclusive)]
internal sealed class InconclusiveRule : IVerdictRule
{
    public IEnumerable<VerdictReason> Judge(VerdictEvidence evidence)
    {
        if (evidence.Gate is { IsUnknown: true } gate)
        {
            yield return gate.ToReason();
        }

        foreach (var state in evidence.Proofs.Where(state => state.IsUnknown).DistinctBy(state => (state.When, state.Last?.Name)))
        {
            yield return state.ToReason();
        }

        foreach (var probe in evidence.Proofs.SelectMany(state => state.Bypassed).DistinctBy(probe => probe.Name))
        {
            yield return probe.ToBypass("probe");
        }

        // What is only looked at claims nothing; a tolerance does.
        foreach (var probe in evidence.Activities("run").Where(probe => !probe.IsAction && probe.Status != "succeeded" && probe.Declaration.ContainsKey("tolerance")))
        {
            yield return probe.ToFailure("probe");
        }
    }
}
