using System.Text.Json.Nodes;
using ChaosToolkit.Controls;
using ChaosToolkit.Journaling;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Running;

/// <summary>Plays the method: its activities in order, background ones beside them, and the continuous hypothesis where the strategy asks for one.</summary>
internal sealed class Method(RunContext run)
{
    /// <summary>Whether the hypothesis after the method is to be checked.</summary>
    public async Task<bool> PlayAsync(bool isWatched)
    {
        run.Log.PartStarts(RunSection.Method);
        run.Logger.LogInformation("Playing your experiment's method now...");
        await run.RaiseAsync("start_method", ("experiment", run.Experiment));
        using var background = new BackgroundActivities(run);
        using var watch = new ContinuousHypothesis(run);
        if (isWatched)
        {
            watch.Start();
        }

        using var span = run.Telemetry?.PartStarts("method");

        try
        {
            await PlayWithinControlsAsync(background, watch);
            await run.RaiseAsync("method_completed", ("experiment", run.Experiment), ("state", run.Log.Run));
        }
        catch (Exception exception) when (exception is InterruptExecutionException or ExitRequestedException or RunInterruptedException)
        {
            if (exception is InterruptExecutionException or RunInterruptedException { Cause: InterruptionCause.Terminate or InterruptionCause.Timeout or InterruptionCause.Guard })
            {
                await run.RaiseAsync("method_completed", ("experiment", run.Experiment), ("state", null));
            }

            await Interruptions.TellAsync(run, exception);
            await background.SettleAsync(isWaitedFor: !Interruptions.ForbidsRollbacks(exception));
            await watch.StopAsync();
            throw new RunEndedException(exception);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            await run.RaiseAsync("method_completed", ("experiment", run.Experiment), ("state", null));
            Interruptions.TellAbortion(run, exception);
            await background.SettleAsync(isWaitedFor: true);
            await watch.StopAsync();
            return false;
        }

        return await IsGoingOnAsync(watch);
    }

    private async Task<bool> IsGoingOnAsync(ContinuousHypothesis watch)
    {
        await watch.StopAsync();
        switch (watch.Failure)
        {
            case InterruptExecutionException interruption:
                await run.RaiseAsync("interrupted", ("experiment", run.Experiment), ("journal", run.Log.Journal));
                throw new RunEndedException(interruption);
            case ExitRequestedException exit:
                await Interruptions.TellAsync(run, exit);
                throw new RunEndedException(exit);
        }

        return watch.Failure is null;
    }

    private async Task PlayWithinControlsAsync(BackgroundActivities background, ContinuousHypothesis watch)
    {
        var controls = run.Controls.Around(ControlLevel.Method, run.Experiment, run);
        var token = run.Interruption.Token;
        var isComplete = false;
        try
        {
            await controls.BeforeAsync(token);
            await PlayActivitiesAsync(background, watch, token);
            await background.WaitAsync(token);
            token.ThrowIfCancellationRequested(run);
            isComplete = true;
        }
        finally
        {
            await controls.AfterAsync(isComplete ? run.Log.Run : null, token);
        }
    }

    private async Task PlayActivitiesAsync(BackgroundActivities background, ContinuousHypothesis watch, CancellationToken token)
    {
        if (run.Experiment["method"] is not JsonArray { Count: > 0 })
        {
            run.Logger.LogInformation("No declared activities, let's move on.");
        }

        // By index: a control may add to the method while it is played.
        for (var i = 0; run.Experiment["method"] is JsonArray activities && i < activities.Count && !watch.EndsMethod; i++)
        {
            token.ThrowIfCancellationRequested(run);
            var declaration = activities[i] as JsonObject ?? throw new ChaosException($"Activity {i + 1} of the method is not an object.");
            await StartAsync(run, declaration, RunSection.Method, background, token);
        }
    }

    internal static Task StartAsync(RunContext run, JsonObject declaration, RunSection section, BackgroundActivities background, CancellationToken token)
    {
        if (!PythonComparison.IsTrue(declaration["background"]))
        {
            return PlayAsync(run, declaration, section, inBackground: false, token);
        }

        background.Start(cancellationToken => PlayAsync(run, declaration, section, inBackground: true, cancellationToken));
        return Task.CompletedTask;
    }

    private static async Task PlayAsync(RunContext run, JsonObject declaration, RunSection section, bool inBackground, CancellationToken cancellationToken)
    {
        ActivityExecution execution;
        var iteration = 0;
        do
        {
            execution = new ActivityExecution(run, declaration, section, 0, inBackground, iteration++);
            await execution.RunAsync(cancellationToken);
            await MethodTolerance.CheckAsync(run, execution, section, cancellationToken);
        }
        while (run.Directions.TakeRepetition(execution.Activity));
    }
}
