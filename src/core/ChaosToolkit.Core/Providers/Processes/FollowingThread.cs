namespace ChaosToolkit.Providers.Processes;

/// <summary>A thread that follows one process after the other. A few that are done wait for the next, since to make a thread takes longer than all else that an activity adds to its process.</summary>
internal sealed class FollowingThread
{
    private const int StackSize = 256 * 1024;
    private const int MostWaiting = 4;

    private static readonly Stack<FollowingThread> Waiting = new();

    private readonly object gate = new();
    private Action? work;

    private FollowingThread(Action work) => this.work = work;

    /// <summary>Has something done by a thread that does nothing else meanwhile.</summary>
    /// <param name="work">What is done; it throws nothing.</param>
    public static void Run(Action work)
    {
        FollowingThread? free;
        lock (Waiting)
        {
            Waiting.TryPop(out free);
        }

        if (free is null)
        {
            new Thread(new FollowingThread(work).Follow, StackSize) { IsBackground = true, Name = "process" }.Start();
            return;
        }

        lock (free.gate)
        {
            free.work = work;
            Monitor.Pulse(free.gate);
        }
    }

    private void Follow()
    {
        do
        {
            Next()();
        }
        while (IsWanted());
    }

    private Action Next()
    {
        lock (gate)
        {
            while (work is null)
            {
                Monitor.Wait(gate);
            }

            var next = work;
            work = null;
            return next;
        }
    }

    private bool IsWanted()
    {
        lock (Waiting)
        {
            if (Waiting.Count == MostWaiting)
            {
                return false;
            }

            Waiting.Push(this);
            return true;
        }
    }
}
