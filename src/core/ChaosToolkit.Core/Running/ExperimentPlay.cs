using ChaosToolkit.Journaling;

namespace ChaosToolkit.Running;

/// <summary>The gate, the method and the hypothesis after it.</summary>
internal sealed class ExperimentPlay(RunContext run, HypothesisStrategy strategy)
{
    /// <summary>Whether the rollback strategy is to be asked; not where a signal forbade rollbacks.</summary>
    public async Task<bool> PlayAsync()
    {
        var isDeclared = HypothesisCheck.IsDeclared(run.Experiment);
        try
        {
            if (isDeclared && ChecksBefore && !await PassesGateAsync())
            {
                run.Interruption.Token.ThrowIfCancellationRequested(run);
                return true;
            }

            var isWatched = strategy is HypothesisStrategy.DuringMethodOnly or HypothesisStrategy.Continuously && isDeclared;
            if (await new Method(run).PlayAsync(isWatched) && ChecksAfter && HypothesisCheck.IsDeclared(run.Experiment))
            {
                await CheckAfterAsync();
            }

            // A request that nothing was there to be cut short by is heeded all the same.
            run.Interruption.Token.ThrowIfCancellationRequested(run);
            return true;
        }
        catch (RunEndedException end)
        {
            return !end.ForbidsRollbacks;
        }
        catch (Exception exception) when (exception is InterruptExecutionException or ExitRequestedException or RunInterruptedException)
        {
            await Interruptions.TellAsync(run, exception);
            return !Interruptions.ForbidsRollbacks(exception);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Interruptions.TellAbortion(run, exception);
            return true;
        }
    }

    private bool ChecksBefore => strategy is HypothesisStrategy.Default or HypothesisStrategy.BeforeMethodOnly or HypothesisStrategy.Continuously;

    private bool ChecksAfter => strategy is HypothesisStrategy.Default or HypothesisStrategy.AfterMethodOnly or HypothesisStrategy.Continuously;

    private async Task<bool> PassesGateAsync()
    {
        await run.RaiseAsync("start_hypothesis_before", ("experiment", run.Experiment));
        var check = new HypothesisCheck(run, HypothesisMoment.Before);
        var state = await check.RunAsync(run.Interruption.Token);
        await run.RaiseAsync("hypothesis_before_completed", ("experiment", run.Experiment), ("state", state), ("journal", run.Log.Journal));
        if (!HypothesisOutcome.IsUnmet(state))
        {
            return true;
        }

        HypothesisOutcome.Tell(run, state!, check.Explanation); // an unmet state is one
        return false;
    }

    private async Task CheckAfterAsync()
    {
        await run.RaiseAsync("start_hypothesis_after", ("experiment", run.Experiment));
        var check = new HypothesisCheck(run, HypothesisMoment.After);
        var state = await check.RunAsync(run.Interruption.Token);
        await run.RaiseAsync("hypothesis_after_completed", ("experiment", run.Experiment), ("state", state), ("journal", run.Log.Journal));
        if (HypothesisOutcome.IsUnmet(state))
        {
            run.Log.Deviates();
            HypothesisOutcome.Tell(run, state!, check.Explanation); // an unmet state is one
        }
    }
}
