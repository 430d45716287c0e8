using System.Text.Json.Nodes;
using ChaosToolkit.Controls;
using ChaosToolkit.Journaling;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Running;

/// <summary>Checks the steady-state hypothesis once: its probes in order, until one fails or is out of its tolerance.</summary>
internal sealed class HypothesisCheck(RunContext run, HypothesisMoment moment)
{
    private readonly List<string> explanation = [];

    /// <summary>Why the last probe was out of its tolerance, in lines; empty when it was not.</summary>
    public IReadOnlyList<string> Explanation => explanation;

    public static bool IsDeclared(JsonObject experiment) =>
        experiment["steady-state-hypothesis"] is JsonObject hypothesis && hypothesis["probes"] is JsonArray { Count: > 0 };

    /// <summary>The state of the check, which stands in the journal; <see langword="null"/> when no hypothesis is declared.</summary>
    public async Task<JsonObject?> RunAsync(CancellationToken cancellationToken)
    {
        if (!IsDeclared(run.Experiment))
        {
            return null;
        }

        var hypothesis = (JsonObject)run.Experiment["steady-state-hypothesis"]!; // IsDeclared looked
        run.Logger.LogInformation("Steady state hypothesis: {Title}", PythonText.Of(hypothesis["title"]));
        var check = run.Log.HypothesisStarts(moment);
        var controls = run.Controls.Around(ControlLevel.Hypothesis, hypothesis, run);
        using var span = run.Telemetry?.PartStarts($"hypothesis {NameOf(moment)}");
        var isComplete = false;
        try
        {
            await controls.BeforeAsync(cancellationToken);
            var isMet = await AreProbesMetAsync(hypothesis, check, cancellationToken);
            run.Log.HypothesisEnds(check, isMet);
            run.Telemetry?.HypothesisEnds(span, NameOf(moment), isMet);
            isComplete = true;
            if (isMet)
            {
                run.Logger.LogInformation("Steady state hypothesis is met!");
            }
        }
        finally
        {
            await controls.AfterAsync(isComplete ? run.Log.StateOf(check) : null, cancellationToken);
        }

        run.Log.HypothesisIsRecorded(check);
        return run.Log.StateOf(check);
    }

    private static string NameOf(HypothesisMoment moment) => moment switch
    {
        HypothesisMoment.Before => "before",
        HypothesisMoment.During => "during",
        HypothesisMoment.After => "after",
        _ => "restoration",
    };

    private async Task<bool> AreProbesMetAsync(JsonObject hypothesis, int check, CancellationToken cancellationToken)
    {
        // By index: a control may change the list while it is walked.
        for (var i = 0; hypothesis["probes"] is JsonArray probes && i < probes.Count; i++)
        {
            if (probes[i] is not JsonObject declaration)
            {
                throw new ChaosException($"Probe {i + 1} of the steady-state hypothesis is not an object.");
            }

            ActivityExecution execution;
            var iteration = 0;
            do
            {
                execution = new ActivityExecution(run, declaration, RunSection.Hypothesis, check, inBackground: false, iteration++);
                await execution.RunAsync(cancellationToken);
                if (execution.Number is { } number && !await IsMetAsync(declaration, execution, number, cancellationToken))
                {
                    run.Directions.TakeRepetition(execution.Activity);
                    return false;
                }
            }
            while (run.Directions.TakeRepetition(execution.Activity));
        }

        return true;
    }

    private async Task<bool> IsMetAsync(JsonObject declaration, ActivityExecution execution, int number, CancellationToken cancellationToken)
    {
        var entry = run.Log.EntryOf(number);
        if (Value.AsText(entry["status"]) == "failed")
        {
            run.Log.ToleranceIsChecked(number, false, null);
            run.Logger.LogWarning("Probe terminated unexpectedly, so its tolerance could not be validated");
            return false;
        }

        if (execution.IsBypassed || run.Options.Dry is DryMode.Probes or DryMode.Activities)
        {
            run.Log.ToleranceIsChecked(number, true, null);
            return true;
        }

        var tolerance = declaration.TryGetPropertyValue("tolerance", out var own) ? own : execution.Activity["tolerance"];
        var result = await ToleranceJudgement.OfAsync(run, tolerance, entry["output"], cancellationToken);
        run.Log.ToleranceIsChecked(number, result.IsMet, result.Explanation?.ToJson());
        if (result.Explanation is { } reason)
        {
            explanation.Add($"{reason.Difference} (at {reason.Path})");
        }

        return result.IsMet;
    }
}
