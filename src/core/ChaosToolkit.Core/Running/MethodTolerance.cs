using ChaosToolkit.Journaling;
using ChaosToolkit.Values;

namespace ChaosToolkit.Running;

/// <summary>A tolerance on a probe of the method: checked and written to the journal; it changes neither flow nor log nor exit status.</summary>
internal static class MethodTolerance
{
    public static async Task CheckAsync(RunContext run, ActivityExecution execution, RunSection section, CancellationToken cancellationToken)
    {
        if (section != RunSection.Method || execution.IsBypassed || execution.Number is not { } number || !execution.Activity.TryGetPropertyValue("tolerance", out var tolerance)
            || Value.AsText(execution.Activity["type"]) != "probe" || IsOfHypothesis(execution, run))
        {
            return;
        }

        var entry = run.Log.EntryOf(number);
        if (Value.AsText(entry["status"]) != "succeeded" || run.Options.Dry is DryMode.Probes or DryMode.Activities)
        {
            return;
        }

        var result = await ToleranceJudgement.OfAsync(run, tolerance, entry["output"], cancellationToken);
        run.Log.ToleranceIsChecked(number, result.IsMet, result.Explanation?.ToJson());
    }

    // A ref to a probe of the hypothesis runs it without judging it.
    private static bool IsOfHypothesis(ActivityExecution execution, RunContext run) =>
        execution.Activity.Parent?.Parent is { } holder && ReferenceEquals(holder, run.Experiment["steady-state-hypothesis"]);
}
