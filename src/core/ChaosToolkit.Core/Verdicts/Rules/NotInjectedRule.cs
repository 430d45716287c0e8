using System.Text.Json.Nodes;
using ChaosToolkit.Running;
using ChaosToolkit.Values;

namespace ChaosToolkit.Verdicts.Rules;

/// <summary>An action of the method failed, said that it did not do what it should, or had no effect that was seen.</summary>
[VerdictRule(VerdictOutcome.NotInjected)]
internal sealed class NotInjectedRule : IVerdictRule
{
    public IEnumerable<VerdictReason> Judge(VerdictEvidence evidence)
    {
        foreach (var action in evidence.Activities("run").Where(action => action.IsAction && !evidence.IsLeftOut(action)))
        {
            if (action.IsBypassed)
            {
                yield return action.ToBypass("action");
                continue;
            }

            if (action.Status != "succeeded")
            {
                yield return action.ToFailure("action");
                continue;
            }

            if (ExpectedStatus.ReasonAgainst(action) is { } reason)
            {
                yield return reason;
            }

            // Where probes are only rehearsed the effect is not looked at.
            if (action.Declaration.ContainsKey("effect") && evidence.Dry is not (DryMode.Probes or DryMode.Activities) && !PythonComparison.IsTrue((action.Entry["effect"] as JsonObject)?["met"]))
            {
                yield return new($"The effect of the action '{action.Name}' was not seen", $"{action.Where}/effect", true, false);
            }
        }
    }
}
