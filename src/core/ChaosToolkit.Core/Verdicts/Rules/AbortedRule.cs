namespace ChaosToolkit.Verdicts.Rules;

/// <summary>The run was ended by an error, or by the loss of its runner.</summary>
[VerdictRule(VerdictOutcome.Aborted)]
internal sealed class AbortedRule : IVerdictRule
{
    public IEnumerable<VerdictReason> Judge(VerdictEvidence evidence)
    {
        if (evidence.Status == "aborted")
        {
            yield return new("The run was aborted by an error", "/status", "completed", "aborted");
        }
    }
}
