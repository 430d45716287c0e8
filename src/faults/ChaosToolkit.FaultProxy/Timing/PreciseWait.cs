namespace ChaosToolkit.Timing;

/// <summary>Waits of one thread that end on time or when they are woken.</summary>
internal abstract class PreciseWait
{
    public static PreciseWait Create() => OperatingSystem.IsLinux() ? new LinuxWait() : new PortableWait();

    /// <summary>Called once, on the thread that will wait.</summary>
    public virtual void PrepareThread()
    {
    }

    /// <summary>Waits.</summary>
    /// <param name="ticks">How long, in 100 ns; <see cref="FaultClock.Never"/> waits until it is woken.</param>
    public abstract void Wait(long ticks);

    /// <summary>Ends the wait, or the next one when there is none.</summary>
    public abstract void Wake();
}
