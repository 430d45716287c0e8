using ChaosToolkit.Running;
using ChaosToolkit.Values;

namespace ChaosToolkit.Verdicts.Rules;

/// <summary>Nothing was tested: the gate was not met, the run was a rehearsal, or nothing in the method ran.</summary>
[VerdictRule(VerdictOutcome.NotTested)]
internal sealed class NotTestedRule : IVerdictRule
{
    public IEnumerable<VerdictReason> Judge(VerdictEvidence evidence)
    {
        if (evidence.Dry != DryMode.None)
        {
#pragma warning disable CA1308 // the mode's name in options and documents is in small letters
            yield return new("The run was a rehearsal", "/experiment/dry", null, Value.Text(evidence.Dry.ToString().ToLowerInvariant()));
#pragma warning restore CA1308
        }

        if (evidence.Gate is { IsRefuted: true } gate)
        {
            yield return gate.ToReason();
        }
        else if (evidence.Gate is not { IsUnknown: true } && evidence.Activities("run").All(activity => activity.IsBypassed))
        {
            yield return new("Nothing in the method ran", "/run", null, Value.Integer(0));
        }
    }
}
