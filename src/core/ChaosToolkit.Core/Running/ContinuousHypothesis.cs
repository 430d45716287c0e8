using ChaosToolkit.Journaling;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Running;

/// <summary>Checks the hypothesis again and again while the method goes on.</summary>
internal sealed class ContinuousHypothesis(RunContext run) : IDisposable
{
    private readonly CancellationTokenSource methodEnded = new();
    private Task rounds = Task.CompletedTask;

    /// <summary>Whether the method should end after the activity under way.</summary>
    public bool EndsMethod { get; private set; }

    /// <summary>Whether that is because a round was not met.</summary>
    public bool HasFailedFast { get; private set; }

    /// <summary>What ended the rounds, when they did not end by themselves.</summary>
    public Exception? Failure { get; private set; }

    public void Start() => rounds = RunAsync();

    /// <summary>Ends the rounds, a wait between two at once, and waits for the one under way.</summary>
    public async Task StopAsync()
    {
        await methodEnded.CancelAsync();
        await rounds;
    }

    public void Dispose() => methodEnded.Dispose();

    private async Task RunAsync()
    {
        var frequency = run.Options.HypothesisFrequency.TotalSeconds;
        await run.RaiseAsync("start_continuous_hypothesis", ("frequency", Value.Float(frequency)));
        run.Logger.LogInformation("Executing the steady-state hypothesis continuously every {Seconds} seconds", PythonText.OfFloat(frequency));
        try
        {
            await RoundsAsync();
        }
        catch (RunInterruptedException)
        {
            // The request that cut this round short cuts the method as well, which tells of it.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Failure = exception;
            EndsMethod = true;
            if (exception is InterruptExecutionException or ExitRequestedException)
            {
                run.Log.StatusBecomes(JournalStatus.Interrupted);
                if (exception is InterruptExecutionException)
                {
                    run.Logger.LogCritical("{Reason}", exception.Message);
                }
            }
            else
            {
                run.Log.StatusBecomes(JournalStatus.Aborted);
                LogDetails.Write(run.Logger, LogLevel.Critical, "Experiment ran into an un expected fatal error, aborting now.", [exception.Message], exception);
            }
        }

        await run.RaiseAsync(
            "continuous_hypothesis_completed",
            ("experiment", run.Experiment),
            ("journal", run.Log.Journal),
            ("exception", Failure is null ? null : Value.Text(Failure.Message)));
        run.Logger.LogInformation("Continuous steady state hypothesis terminated");
    }

    private async Task RoundsAsync()
    {
        var (round, unmet) = (0, 0);
        while (!methodEnded.IsCancellationRequested)
        {
            round++;
            var check = new HypothesisCheck(run, HypothesisMoment.During);
            var state = await check.RunAsync(run.Interruption.Token);

            // A round may be done before anybody was waited for: the method has begun all the same, and its first activity is under way when it is told to end.
            await Task.Yield();
            await run.RaiseAsync("continuous_hypothesis_iteration", ("iteration_index", Value.Integer(round)), ("state", state));
            if (state is not null && !PythonComparison.IsTrue(state["steady_state_met"]))
            {
                unmet++;
                LogDetails.Write(
                    run.Logger,
                    LogLevel.Warning,
                    $"Continuous steady state probe '{HypothesisOutcome.LastProbeOf(state)}' is not in the given tolerance",
                    check.Explanation);
                var share = unmet * 100.0 / round;
                if (run.Options.FailFast && share >= run.Options.FailFastRatio * 100)
                {
                    run.Logger.LogInformation("Terminating immediately the experiment after {Share:F1}% hypothesis deviated", share);
                    run.Log.StatusBecomes(JournalStatus.Failed);
                    (HasFailedFast, EndsMethod) = (true, true);
                    return;
                }
            }

            try
            {
                await Delay.ForAsync(run.Options.HypothesisFrequency, run.Time, methodEnded.Token);

                // Rounds that wait for nothing, be it for a frequency of 0, leave the method its turn.
                await Task.Yield();
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
