using ChaosToolkit.Running;

namespace ChaosToolkit.Verdicts.Rules;

/// <summary>The hypothesis was not to be checked during or after the method, or was not.</summary>
[VerdictRule(VerdictOutcome.Explored)]
internal sealed class ExploredRule : IVerdictRule
{
    public IEnumerable<VerdictReason> Judge(VerdictEvidence evidence)
    {
        if (!evidence.HasHypothesis)
        {
            yield return new("There is no steady-state hypothesis", "/experiment", null, null);
        }
        else if (evidence.Strategy is HypothesisStrategy.Skip or HypothesisStrategy.BeforeMethodOnly)
        {
            yield return new($"The hypothesis was not to be checked after the method (strategy {Strategies.NameOf(evidence.Strategy)})", "/steady_states/after", null, null);
        }
        else if (evidence.Gate is not { IsMet: false } && evidence.Status is not ("interrupted" or "aborted") && !evidence.Proofs.Any())
        {
            yield return new("The hypothesis was not checked after the method", "/steady_states/after", null, null);
        }
    }
}
