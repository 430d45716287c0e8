using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Running;

/// <summary>The activities of a section that run beside its foreground, and who waits for them.</summary>
internal sealed class BackgroundActivities(RunContext run) : IDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly List<Task> tasks = [];

    public void Start(Func<CancellationToken, Task> activity) => tasks.Add(RunAsync(activity));

    /// <summary>Waits for all of them. The first that met an error which aborts the method throws it, when all have ended.</summary>
    /// <exception cref="RunInterruptedException">The run was asked to end meanwhile: then they are ended too.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(tasks).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await EndAsync();
            throw new RunInterruptedException(run.Interruption.Cause);
        }
    }

    /// <summary>After the foreground was cut short: waits for those under way, until somebody asks for the end (once more).</summary>
    public async Task SettleAsync(bool isWaitedFor)
    {
        try
        {
            if (isWaitedFor)
            {
                await Task.WhenAll(tasks).WaitAsync(run.Interruption.NextToken);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            run.Logger.LogDebug(exception, "A background activity ended with: {Reason}", exception.Message);
        }

        await EndAsync();
    }

    public void Dispose() => end.Dispose();

    private async Task EndAsync()
    {
        await end.CancelAsync();
        try
        {
            await Task.WhenAll(tasks);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            run.Logger.LogDebug(exception, "A background activity ended with: {Reason}", exception.Message);
        }
    }

    private async Task RunAsync(Func<CancellationToken, Task> activity)
    {
        try
        {
            await activity(end.Token);
        }
        catch (Exception exception) when (exception is InterruptExecutionException or ExitRequestedException)
        {
            // An interruption within a background activity ends this activity alone.
            run.Logger.LogDebug(exception, "A background activity was interrupted: {Reason}", exception.Message);
        }
    }
}
