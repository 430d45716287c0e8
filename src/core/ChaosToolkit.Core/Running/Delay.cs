namespace ChaosToolkit.Running;

/// <summary>Waiting that a request to end the run cuts short.</summary>
internal static class Delay
{
    // The longest wait a timer takes at once.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    /// <exception cref="RunInterruptedException">The run was asked to end.</exception>
    public static async Task ForAsync(TimeSpan duration, RunContext run, CancellationToken cancellationToken)
    {
        try
        {
            await ForAsync(duration, run.Time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new RunInterruptedException(run.Interruption.Cause);
        }
    }

    /// <summary>Waits, be it longer than a timer can.</summary>
    public static async Task ForAsync(TimeSpan duration, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var left = duration; left > TimeSpan.Zero; left -= Longest)
        {
            await Task.Delay(left < Longest ? left : Longest, time, cancellationToken);
        }
    }

    /// <exception cref="RunInterruptedException">The run was asked to end.</exception>
    public static void ThrowIfCancellationRequested(this CancellationToken cancellationToken, RunContext run)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            throw new RunInterruptedException(run.Interruption.Cause);
        }
    }
}
