using System.Text.Json.Nodes;
using ChaosToolkit.Controls;
using ChaosToolkit.Journaling;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Running;

/// <summary>Plays the rollbacks where the strategy asks for them.</summary>
/// <param name="run">The run.</param>
/// <param name="strategy">When they are played.</param>
/// <param name="done">How many of them another process has played.</param>
internal sealed class Rollbacks(RunContext run, RollbackStrategy strategy, int done = 0)
{
    public async Task PlayByStrategyAsync()
    {
        if (IsAskedFor())
        {
            await PlayAsync();
        }
    }

    private bool IsAskedFor()
    {
        switch (strategy)
        {
            case RollbackStrategy.Always:
                run.Logger.LogWarning("Rollbacks were explicitly requested to be played");
                return true;
            case RollbackStrategy.Never:
                run.Logger.LogWarning("Rollbacks were explicitly requested to not be played");
                return false;
            case RollbackStrategy.Deviated when Value.AsBoolean(run.Log.Journal["deviated"]) == true:
                run.Logger.LogWarning("Rollbacks will be played only because the experiment deviated");
                return true;
            case RollbackStrategy.Deviated:
                run.Logger.LogWarning(
                    "Rollbacks were explicitely requested to be played only if the experiment deviated. Since this is not the case, we will not play them.");
                return false;
            default:
                return run.Log.Status is not (JournalStatus.Failed or JournalStatus.Interrupted);
        }
    }

    private async Task PlayAsync()
    {
        // What cut the method short must not cut the rollbacks: they listen to requests that come from now on.
        run.Interruption.EnterNextPart();
        run.Log.PartStarts(RunSection.Rollbacks);
        using var span = run.Telemetry?.PartStarts("rollbacks");
        run.Logger.LogInformation("Let's rollback...");
        await run.RaiseAsync("start_rollbacks", ("experiment", run.Experiment));
        using var background = new BackgroundActivities(run);
        try
        {
            await PlayWithinControlsAsync(background);
        }
        catch (InterruptExecutionException interruption)
        {
            run.Log.StatusBecomes(JournalStatus.Interrupted);
            run.Logger.LogCritical("{Reason}", interruption.Message);
            await background.SettleAsync(isWaitedFor: true);
        }
        catch (Exception exception) when (exception is RunInterruptedException or ExitRequestedException)
        {
            run.Log.StatusBecomes(JournalStatus.Interrupted);
            run.Logger.LogWarning("Received an exit signal.Terminating now without running the remaining rollbacks.");
            await background.SettleAsync(isWaitedFor: false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Interruptions.TellAbortion(run, exception);
            await background.SettleAsync(isWaitedFor: true);
        }

        await run.RaiseAsync("rollbacks_completed", ("experiment", run.Experiment), ("journal", run.Log.Journal));
    }

    private async Task PlayWithinControlsAsync(BackgroundActivities background)
    {
        var controls = run.Controls.Around(ControlLevel.Rollback, run.Experiment, run);
        var token = run.Interruption.Token;
        var isComplete = false;
        try
        {
            await controls.BeforeAsync(token);
            if (run.Experiment["rollbacks"] is not JsonArray { Count: > 0 })
            {
                run.Logger.LogInformation("No declared rollbacks, let's move on.");
            }

            for (var i = done; run.Experiment["rollbacks"] is JsonArray activities && i < activities.Count; i++)
            {
                token.ThrowIfCancellationRequested(run);
                var declaration = activities[i] as JsonObject ?? throw new ChaosException($"Activity {i + 1} of the rollbacks is not an object.");
                run.Logger.LogInformation("Rollback: {Name}", PythonText.Of(ActivityReferences.Resolve(declaration, run.Experiment)["name"]));
                await Method.StartAsync(run, declaration, RunSection.Rollbacks, background, token);
            }

            await background.WaitAsync(token);
            token.ThrowIfCancellationRequested(run);
            isComplete = true;
        }
        finally
        {
            await controls.AfterAsync(isComplete ? run.Log.Rollbacks : null, token);
        }
    }
}
