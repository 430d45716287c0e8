namespace ChaosToolkit.Timing;

/// <summary>Sleeps whole milliseconds and gives the processor away for what is left.</summary>
internal sealed class PortableWait : PreciseWait
{
    private readonly object gate = new();
    private bool woken;

    public override void Wait(long ticks)
    {
        var milliseconds = ticks == FaultClock.Never ? Timeout.Infinite : (int)Math.Min(ticks / TimeSpan.TicksPerMillisecond, int.MaxValue);
        if (milliseconds == 0)
        {
            Thread.Yield();
            return;
        }

        lock (gate)
        {
            if (!woken)
            {
                Monitor.Wait(gate, milliseconds);
            }

            woken = false;
        }
    }

    public override void Wake()
    {
        lock (gate)
        {
            woken = true;
            Monitor.Pulse(gate);
        }
    }
}
