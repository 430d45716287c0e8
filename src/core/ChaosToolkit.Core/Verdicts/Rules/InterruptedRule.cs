namespace ChaosToolkit.Verdicts.Rules;

/// <summary>The run was ended from outside.</summary>
[VerdictRule(VerdictOutcome.Interrupted)]
internal sealed class InterruptedRule : IVerdictRule
{
    public IEnumerable<VerdictReason> Judge(VerdictEvidence evidence)
    {
        if (evidence.Status == "interrupted")
        {
            yield return new("The run was interrupted before its end", "/status", "completed", "interrupted");
        }
    }
}
