using ChaosToolkit.Proxies;

namespace ChaosToolkit.Collections;

/// <summary>A fault that is undone when its time is over and nobody renewed it.</summary>
internal sealed class FaultLease : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private readonly ITimer timer;

    public FaultLease(TimeSpan lent, TimeProvider time, Func<FaultLease, Task> undo)
    {
        Time = lent;
        timer = time.CreateTimer(_ => _ = UndoAsync(undo, time), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan); // it owns itself
        timer.Change(lent, Timeout.InfiniteTimeSpan);
    }

    /// <summary>For how long it was lent.</summary>
    public TimeSpan Time { get; }

    public void Dispose() => timer.Dispose();

    private async Task UndoAsync(Func<FaultLease, Task> undo, TimeProvider time)
    {
        timer.Dispose();
        while (true)
        {
            try
            {
                await undo(this);
                return;
            }
            catch (ListenException)
            {
                // A disabled proxy whose port somebody else has taken: it is tried until it can be had again.
                await Task.Delay(Again, time, CancellationToken.None);
            }
        }
    }
}
