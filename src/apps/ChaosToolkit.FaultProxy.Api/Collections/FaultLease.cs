using ChaosToolkit.Proxies;

namespace ChaosToolkit.Collections;

/// <summary>A fault that is undone when its time is over and nobody renewed it.</summary>
internal sealed class FaultLease : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    // Of one timer, which takes less than fifty days.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);
    private readonly ITimer timer;
    private TimeSpan left;

    public FaultLease(TimeSpan lent, TimeProvider time, Func<FaultLease, Task> undo)
    {
        Time = lent;
        left = lent;
        timer = time.CreateTimer(_ => _ = GoOnAsync(undo, time), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan); // it owns itself
        SetTimer();
    }

    /// <summary>For how long it was lent.</summary>
    public TimeSpan Time { get; }

    public void Dispose() => timer.Dispose();

    private void SetTimer()
    {
        var step = left < Longest ? left : Longest;
        left -= step;
        timer.Change(step, Timeout.InfiniteTimeSpan);
    }

    private async Task GoOnAsync(Func<FaultLease, Task> undo, TimeProvider time)
    {
        if (left > TimeSpan.Zero)
        {
            SetTimer();
        }
        else
        {
            await UndoAsync(undo, time);
        }
    }

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
