namespace ChaosToolkit.Timing;

/// <summary>The clock of a time provider that a test holds in its hands.</summary>
internal sealed class ProvidedClock(TimeProvider time) : FaultClock
{
    private readonly long start = time.GetTimestamp();

    public override long Now => time.GetElapsedTime(start).Ticks;

    public override void Set(Alarm alarm, long due)
    {
        alarm.Due = due;
        alarm.Timer ??= time.CreateTimer(static state => ((Alarm)state!).RingGuarded(), alarm, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan); // the alarm, always
        alarm.Timer.Change(due == Never ? Timeout.InfiniteTimeSpan : TimeSpan.FromTicks(Math.Max(0, due - Now)), Timeout.InfiniteTimeSpan);
    }

    public override void Cancel(Alarm alarm) => alarm.Timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
