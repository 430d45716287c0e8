namespace ChaosToolkit.Timing;

/// <summary>The time of a proxy, in ticks of 100 ns, and alarms that ring at a moment of it.</summary>
internal abstract class FaultClock
{
    /// <summary>Longer than any proxy runs.</summary>
    internal const long Never = long.MaxValue;

    /// <summary>The time since the clock was made.</summary>
    public abstract long Now { get; }

    /// <summary>The clock of a time provider: the precise one for the system's time.</summary>
    public static FaultClock Of(TimeProvider time) => time == TimeProvider.System ? ClockThread.Shared : new ProvidedClock(time);

    /// <summary>Sets an alarm, anew where it was set.</summary>
    public abstract void Set(Alarm alarm, long due);

    /// <summary>Takes an alarm back. It may still ring, when it is just about to.</summary>
    public abstract void Cancel(Alarm alarm);
}
