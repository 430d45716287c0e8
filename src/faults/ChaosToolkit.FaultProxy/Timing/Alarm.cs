using ChaosToolkit.Proxies;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Timing;

/// <summary>A moment at which something is to be called; one object serves all waits of its owner, one after another.</summary>
internal abstract class Alarm
{
    /// <summary>When it rings, in ticks of 100 ns of the clock. Written by the clock.</summary>
    internal long Due { get; set; }

    /// <summary>Where the clock keeps it; -1 when it is not set.</summary>
    internal int Index { get; set; } = -1;

    /// <summary>The timer of a clock that was given to us.</summary>
    internal ITimer? Timer { get; set; }

    /// <summary>Called by the clock, under no lock. It may come late, when the alarm was set anew meanwhile: look at the time.</summary>
    protected internal abstract void Ring();

    /// <summary>Where a mistake of <see cref="Ring"/> is told of.</summary>
    protected internal abstract ILogger Log { get; }

    /// <summary>Rings. What that throws is told of: the clock is that of all others too.</summary>
    internal void RingGuarded()
    {
        try
        {
            Ring();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Log.LogError(EventIds.AlarmFailed, error, "What was due at a time has failed");
        }
    }
}
