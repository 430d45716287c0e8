namespace ChaosToolkit.Running;

/// <summary>
/// Runs one step at a time, as the exclusive half of a <see cref="ConcurrentExclusiveSchedulerPair"/> does. But when nobody is at it, a thread of the pool that completed
/// what a step was waiting for plays that step itself: another thread need not be woken for it, which for a short probe takes longer than the step.
/// </summary>
internal sealed class OneAtATimeScheduler : TaskScheduler
{
    [ThreadStatic]
    private static OneAtATimeScheduler? playing;

    private readonly Lock gate = new();
    private readonly Queue<Task> waiting = new();
    private bool isTaken;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Called when no step is left to play until something that is waited for comes, on the thread that played the last one. It must not throw. The default does nothing.</summary>
    public Action? WhenIdle { get; set; }

    /// <summary>Whether a step is played, or about to be.</summary>
    internal bool IsTaken
    {
        get
        {
            lock (gate)
            {
                return isTaken;
            }
        }
    }

    private bool HasWaiting
    {
        get
        {
            lock (gate)
            {
                return waiting.Count > 0;
            }
        }
    }

    /// <summary>Leaves what waits for its turn that turn; where nothing waits, it does nothing. For who goes on and on and waits for nobody.</summary>
    public static Task GiveWayAsync() => playing is { } scheduler && scheduler.HasWaiting ? YieldAsync() : Task.CompletedTask;

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        lock (gate)
        {
            waiting.Enqueue(task);
            if (isTaken)
            {
                return;
            }

            isTaken = true;
        }

        PlayWaitingOnPool();
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        // The step that is played waits for it, which holds up all else: it is a part of that step. If it was queued, its turn finds it done.
        if (playing == this)
        {
            return TryExecuteTask(task);
        }

        if (taskWasPreviouslyQueued)
        {
            return false; // its turn comes
        }

        lock (gate)
        {
            if (isTaken)
            {
                return false;
            }

            isTaken = true;
        }

        var isPlayed = Play(task);

        // The thread is somebody else's: what has gathered meanwhile does not hold it up.
        if (TryLeave())
        {
            WhenIdle?.Invoke();
        }
        else
        {
            PlayWaitingOnPool();
        }

        return isPlayed;
    }

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (gate)
        {
            return [.. waiting];
        }
    }

    private static async Task YieldAsync() => await Task.Yield();

    private void PlayWaitingOnPool() => ThreadPool.UnsafeQueueUserWorkItem(static scheduler => scheduler.PlayWaiting(), this, preferLocal: true);

    private void PlayWaiting()
    {
        do
        {
            Task task;
            lock (gate)
            {
                task = waiting.Dequeue();
            }

            Play(task);
        }
        while (!TryLeave());
        WhenIdle?.Invoke();
    }

    private bool TryLeave()
    {
        lock (gate)
        {
            isTaken = waiting.Count > 0;
            return !isTaken;
        }
    }

    private bool Play(Task task)
    {
        var outer = playing;
        playing = this;
        try
        {
            return TryExecuteTask(task);
        }
        finally
        {
            playing = outer;
        }
    }
}
