using ChaosToolkit.Values;

namespace ChaosToolkit.Verdicts.Rules;

/// <summary>The run was ended by an error, by the loss of its runner, or by a guard.</summary>
[VerdictRule(VerdictOutcome.Aborted)]
internal sealed class AbortedRule : IVerdictRule
{
    public IEnumerable<VerdictReason> Judge(VerdictEvidence evidence)
    {
        if (evidence.Status == "aborted")
        {
            yield return new("The run was aborted by an error", "/status", "completed", "aborted");
        }

        foreach (var (entry, where) in evidence.Endings)
        {
            yield return new($"The run was ended by a guard: {Value.AsText(entry["reason"])?.TrimEnd('.')}", where, null, entry["observed"]);
        }
    }
}
