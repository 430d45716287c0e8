using System.Diagnostics;

namespace ChaosToolkit.Timing;

/// <summary>The system's time, with a thread of its own that rings the alarms: timers of the runtime are some milliseconds late.</summary>
internal sealed class ClockThread : FaultClock
{
    private static readonly Lazy<ClockThread> TheOne = new(static () => new ClockThread());
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly Lock gate = new();
    private readonly AlarmHeap alarms = new();
    private readonly PreciseWait wait = PreciseWait.Create();
    private readonly Thread thread;
    private long sleepsUntil = long.MinValue;

    private ClockThread()
    {
        thread = new Thread(Run) { IsBackground = true, Name = "fault clock" };
        thread.UnsafeStart();
    }

    public static ClockThread Shared => TheOne.Value;

    public override long Now => Stopwatch.GetElapsedTime(start).Ticks;

    public override void Set(Alarm alarm, long due)
    {
        bool wake;
        lock (gate)
        {
            alarms.Remove(alarm);
            alarm.Due = due;
            if (due == Never)
            {
                return;
            }

            alarms.Add(alarm);
            wake = due < sleepsUntil;
            if (wake)
            {
                sleepsUntil = due; // one call is enough
            }
        }

        if (wake)
        {
            wait.Wake();
        }
    }

    public override void Cancel(Alarm alarm)
    {
        lock (gate)
        {
            alarms.Remove(alarm);
        }
    }

    private void Run()
    {
        wait.PrepareThread();
        while (true)
        {
            Alarm? ringing = null;
            var ticks = Never;
            lock (gate)
            {
                sleepsUntil = long.MinValue;
                if (alarms.First is { } first)
                {
                    ticks = first.Due - Now;
                    if (ticks <= 0)
                    {
                        alarms.Remove(first);
                        ringing = first;
                    }
                }

                if (ringing is null)
                {
                    sleepsUntil = ticks == Never ? Never : alarms.First!.Due; // there is one, as ticks says
                }
            }

            if (ringing is not null)
            {
                ringing.RingGuarded();
            }
            else
            {
                wait.Wait(ticks);
            }
        }
    }
}
