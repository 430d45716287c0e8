namespace ChaosToolkit.Testing;

/// <summary>A clock that stands still until a test moves it: pauses, frequencies and time-outs without waiting. Safe to be used from any thread.</summary>
/// <remarks>
/// What is under test makes its timers on threads of its own, so a test first waits until the timer it means is there (<see cref="TimerAsync"/>) and then
/// moves the clock (<see cref="Advance"/>). <see cref="PassAsync"/> does both. Timers fire in the order in which they are due, on the thread that moves the clock.
/// </remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource Found)> awaited = [];
    private DateTimeOffset start = new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);
    private TimeSpan elapsed;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Whether anybody waits for a time.</summary>
    public bool HasTimers
    {
        get
        {
            lock (gate)
            {
                return timers.Count > 0;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return start + elapsed;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (gate)
        {
            return elapsed.Ticks;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock on, and fires the timers that are due by then.</summary>
    /// <param name="time">How far; not negative.</param>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        TimeSpan end;
        lock (gate)
        {
            end = elapsed + time;
        }

        while (NextUntil(end) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Sets the clock on the wall back; what has passed, has passed, and no timer is late for it.</summary>
    /// <param name="time">How far.</param>
    public void SetBack(TimeSpan time)
    {
        lock (gate)
        {
            start -= time;
        }
    }

    /// <summary>Completes when there is a timer that is due exactly so long from now, at once where there is one.</summary>
    /// <param name="due">How long from now.</param>
    public Task TimerAsync(TimeSpan due)
    {
        lock (gate)
        {
            if (timers.Any(timer => timer.Due == elapsed + due))
            {
                return Task.CompletedTask;
            }

            var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited.Add((elapsed + due, found));
            return found.Task;
        }
    }

    /// <summary>Waits for a timer that is due so long from now, and moves the clock there.</summary>
    /// <param name="due">How long from now.</param>
    public async Task PassAsync(TimeSpan due)
    {
        await TimerAsync(due);
        Advance(due);
    }

    private ManualTimer? NextUntil(TimeSpan end)
    {
        lock (gate)
        {
            var next = timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            elapsed = next is null || next.Due < elapsed ? (next is null ? end : elapsed) : next.Due;
            if (next is { Period.Ticks: > 0 })
            {
                next.Due += next.Period;
            }
            else if (next is not null)
            {
                timers.Remove(next);
            }

            return next;
        }
    }

    private void Schedule(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            timers.Remove(timer);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                (timer.Due, timer.Period) = (elapsed + dueTime, period);
                timers.Add(timer);
                awaited.Where(one => one.Due == timer.Due).ToList().ForEach(one => one.Found.TrySetResult());
                awaited.RemoveAll(one => one.Due == timer.Due);
            }
        }

        if (dueTime == TimeSpan.Zero)
        {
            Advance(TimeSpan.Zero);
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, Action fire) : ITimer
    {
        public TimeSpan Due { get; set; }

        public TimeSpan Period { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Schedule(this, dueTime, period);
            return true;
        }

        public void Dispose() => clock.Schedule(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
