namespace ChaosToolkit.Running;

/// <summary>Gives code of others (controls, event handlers) its turn, and goes on without it when the run is to end and it does not.</summary>
internal static class Turn
{
    /// <summary>How long what was asked to end gets for it before the run goes on without it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Calls the code. A request to end that comes meanwhile it hears by its token; one that came before leaves it a turn of limited time.</summary>
    /// <exception cref="OperationCanceledException">The request came meanwhile; the code has ended, or had its time to.</exception>
    /// <exception cref="TimeoutException">The request had come before, and the code did not end in its time.</exception>
    public static async Task TakeAsync(Func<CancellationToken, ValueTask> code, TimeProvider time, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            await TakeLateAsync(code, time);
            return;
        }

        var task = code(cancellationToken).AsTask();
        try
        {
            await task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await EndsAsync(task, time);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Waits for what was asked to end, as long as patience lasts; it does not matter how it ends.</summary>
    /// <returns>Whether it has ended.</returns>
    public static async Task<bool> EndsAsync(Task task, TimeProvider time)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        await Task.WhenAny(task, Task.Delay(Timeout.InfiniteTimeSpan, time, limit.Token));
        if (!task.IsCompleted)
        {
            Leave(task);
        }

        return task.IsCompleted;
    }

    private static async Task TakeLateAsync(Func<CancellationToken, ValueTask> code, TimeProvider time)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        var task = code(limit.Token).AsTask();
        try
        {
            await task.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Leave(task);
            throw new TimeoutException($"It did not end within {Patience.TotalSeconds} seconds, and the run goes on without it.");
        }
    }

    // Nobody waits for it any more; that it fails later is of no interest.
    private static void Leave(Task task) =>
        _ = task.ContinueWith(static left => left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
