using ChaosToolkit.Timing;

namespace ChaosToolkit.Toxics;

/// <summary>When a toxic works, of the time it is there: for a while, over and over, counted from when it was added. Off, it lets everything pass.</summary>
public sealed record ToxicSchedule
{
    /// <summary>From one beginning to the next.</summary>
    /// <value>More than zero.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public required TimeSpan Every
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            field = value;
        }
    }

    /// <summary>For how long it works each time.</summary>
    /// <value>From zero to <see cref="Every"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public required TimeSpan On
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    }

    /// <summary>How long after it was added it works for the first time.</summary>
    /// <value>Not negative. The default is zero.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan Offset
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    }

    /// <summary>Whether it works at a moment, and until when that is so; both in ticks since it was added.</summary>
    internal (bool IsOn, long Until) At(long elapsed)
    {
        var since = elapsed - Offset.Ticks;
        if (since < 0)
        {
            return (false, Offset.Ticks);
        }

        if (On == TimeSpan.Zero || On >= Every)
        {
            return (On > TimeSpan.Zero, FaultClock.Never);
        }

        var phase = since % Every.Ticks;
        return phase < On.Ticks ? (true, elapsed - phase + On.Ticks) : (false, elapsed - phase + Every.Ticks);
    }
}
