using ChaosToolkit.Journaling;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Running;

/// <summary>What a run says and records when it is ended from outside or by an error.</summary>
internal static class Interruptions
{
    /// <summary>The exit code which, given by code of an activity, forbids rollbacks as SIGUSR2 does.</summary>
    private const string ExitWithoutRollbacks = "30";

    /// <summary>Tells of the interruption, and sets the status.</summary>
    public static async Task TellAsync(RunContext run, Exception interruption)
    {
        run.Log.StatusBecomes(JournalStatus.Interrupted);
        var isByException = true;
        switch (interruption)
        {
            case InterruptExecutionException:
                run.Logger.LogCritical("{Reason}", interruption.Message);
                break;
            case RunInterruptedException { Cause: InterruptionCause.Terminate }:
                run.Logger.LogCritical("SIGTERM signal received");
                break;
            case RunInterruptedException { Cause: InterruptionCause.Timeout }:
                run.Logger.LogCritical("The run took longer than its time-out of {Seconds} seconds", run.Options.Timeout?.TotalSeconds);
                break;
            case RunInterruptedException { Cause: InterruptionCause.Guard }:
                run.Logger.LogCritical("{Reason}", run.Interruption.Reason);
                break;
            case RunInterruptedException { Cause: InterruptionCause.Interrupt } or ExitRequestedException { Code: ExitRequestedException.KeyboardInterrupt }:
                run.Logger.LogWarning("Received a termination signal (Ctrl-C)...");
                isByException = false;
                break;
            default:
                run.Logger.LogWarning("Received the exit signal: {Code}", CodeOf(interruption));
                isByException = false;
                break;
        }

        await (isByException
            ? run.RaiseAsync("interrupted", ("experiment", run.Experiment), ("journal", run.Log.Journal))
            : run.RaiseAsync("signal_exit"));
        if (ForbidsRollbacks(interruption))
        {
            TellOfNoRollbacks(run);
        }
    }

    public static void TellOfNoRollbacks(RunContext run) => run.Logger.LogWarning("Ignoring rollbacks as per signal");

    public static void TellAbortion(RunContext run, Exception error)
    {
        run.Log.StatusBecomes(JournalStatus.Aborted);
        LogDetails.Write(run.Logger, LogLevel.Critical, "Experiment ran into an un expected fatal error, aborting now.", [error.Message], error);
    }

    public static bool ForbidsRollbacks(Exception interruption) => interruption switch
    {
        RunInterruptedException { Cause: InterruptionCause.ExitWithoutRollbacks } => true,
        ExitRequestedException { Code: ExitWithoutRollbacks } => true,
        _ => false,
    };

    private static string CodeOf(Exception interruption) => interruption switch
    {
        ExitRequestedException exit => exit.Code,
        RunInterruptedException { Cause: InterruptionCause.ExitWithoutRollbacks } => ExitWithoutRollbacks,
        _ => "20",
    };
}

/// <summary>The run was ended, which was told and recorded already; what is left are its rollbacks and its end.</summary>
/// <param name="reason">By what.</param>
internal sealed class RunEndedException(Exception reason) : Exception(reason.Message, reason)
{
    public bool ForbidsRollbacks { get; } = Interruptions.ForbidsRollbacks(reason);
}
