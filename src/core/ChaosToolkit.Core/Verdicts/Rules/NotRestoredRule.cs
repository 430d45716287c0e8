namespace ChaosToolkit.Verdicts.Rules;

/// <summary>What was done was not taken back: an undo or a rollback failed, or the hypothesis does not hold after them.</summary>
[VerdictRule(VerdictOutcome.NotRestored)]
internal sealed class NotRestoredRule : IVerdictRule
{
    public IEnumerable<VerdictReason> Judge(VerdictEvidence evidence)
    {
        foreach (var undo in evidence.Activities("undo").Where(undo => undo.Status != "succeeded"))
        {
            yield return undo.ToFailure("undo");
        }

        foreach (var rollback in evidence.Activities("rollbacks").Where(rollback => !evidence.IsLeftOut(rollback)))
        {
            if (rollback.Status != "succeeded")
            {
                yield return rollback.ToFailure("rollback");
            }
            else if (rollback.IsAction && ExpectedStatus.ReasonAgainst(rollback) is { } reason)
            {
                yield return reason;
            }
        }

        if (evidence.Restoration is { IsMet: false } restoration)
        {
            yield return restoration.ToReason();
        }
    }
}
