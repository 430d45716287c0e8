using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using ChaosToolkit.Timing;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Links;

/// <summary>
/// A part of a link: its reader, a stage that runs a toxic, or its writer. Each hands chunks to the queue in front of the next. A part waits for one thing at a
/// time, and whoever brings that about goes on with the part's work on its own stack: no allocation, no change of threads. All state is guarded by the link's lock;
/// nobody is woken under it.
/// </summary>
internal abstract class LinkNode : Alarm, IValueTaskSource<Chunk?>, IValueTaskSource, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<bool> source;
    private Waiting waiting;
    private Chunk? held;
    private bool isNudged;

    protected LinkNode(Link link, int capacity)
    {
        Link = link;
        Input = new ChunkQueue(capacity);
    }

    [Flags]
    internal enum Waiting
    {
        Nothing = 0,
        Data = 1,
        Room = 2,
        Time = 4,
    }

    /// <summary>The link it is a part of.</summary>
    internal Link Link { get; }

    protected internal override ILogger Log => Link.Connection.Log;

    /// <summary>What was handed to it.</summary>
    internal ChunkQueue Input { get; }

    internal LinkNode? Previous { get; set; }

    internal LinkNode? Next { get; set; }

    /// <summary>Whether the last read found the end of the stream.</summary>
    internal bool IsAtEnd { get; private set; }

    /// <summary>Whether the part is to stop what it is doing, letting go what it holds.</summary>
    internal bool IsInterrupted { get; private set; }

    /// <summary>Whether it may not read for now: the reader is sending past it.</summary>
    private protected bool IsPaused { get; set; }

    private protected bool IsIdle => waiting == Waiting.Data;

    /// <summary>The next chunk; <see langword="null"/> at the end of the stream, after an interruption, or when the time is over.</summary>
    /// <param name="due">Until when to wait.</param>
    internal ValueTask<Chunk?> ReadAsync(long due = FaultClock.Never)
    {
        Chunk? chunk;
        LinkNode? producer;
        lock (Link.Gate)
        {
            if (!TryTake(out chunk, out producer))
            {
                Wait(Waiting.Data | (due == FaultClock.Never ? Waiting.Nothing : Waiting.Time), due);
                return new ValueTask<Chunk?>(this, source.Version);
            }
        }

        producer?.Continue(inline: false);
        return new ValueTask<Chunk?>(chunk);
    }

    /// <summary>Hands a chunk to the next part, waiting until there is room; an interruption ends the wait, never loses the chunk.</summary>
    internal ValueTask WriteAsync(Chunk chunk)
    {
        LinkNode? consumer;
        lock (Link.Gate)
        {
            if (!Next!.Input.HasRoom && !IsInterrupted) // only the writer is the last
            {
                held = chunk;
                Wait(Waiting.Room, FaultClock.Never);
                return new ValueTask(this, source.Version);
            }

            consumer = Hand(chunk);
        }

        consumer?.Continue(inline: true);
        return default;
    }

    /// <summary>Waits for a time; an interruption ends the wait.</summary>
    internal ValueTask DelayUntilAsync(long due)
    {
        lock (Link.Gate)
        {
            if (IsInterrupted || isNudged || due <= Link.Clock.Now)
            {
                isNudged = false;
                return default;
            }

            Wait(Waiting.Time, due);
            return new ValueTask(this, source.Version);
        }
    }

    /// <summary>Has the part stop; under the lock. Whom it returns is to be continued after it.</summary>
    internal LinkNode? Interrupt()
    {
        IsInterrupted = true;
        return Release(Waiting.Data | Waiting.Room | Waiting.Time) ? this : null;
    }

    /// <summary>Has the part look again at what it waits for; under the lock. A wait that is not there yet ends as it begins.</summary>
    internal LinkNode? Nudged()
    {
        isNudged = true;
        return Release(Waiting.Data | Waiting.Time) ? this : null;
    }

    /// <summary>Says that nothing more comes; under the lock.</summary>
    internal LinkNode? EndInput()
    {
        Input.IsEnded = true;
        return Release(Waiting.Data) ? this : null;
    }

    /// <summary>Throws away what is in front of it and what will come; under the lock.</summary>
    internal LinkNode? CloseInput()
    {
        Input.Close();
        return Previous is { } producer && producer.Release(Waiting.Room) ? producer : null;
    }

    /// <summary>Goes on with its work, on this stack or on a thread of the pool.</summary>
    internal void Continue(bool inline)
    {
        // Each part of a chain continues the next on one stack: with very many toxics it must not overflow.
        if (inline && RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            source.SetResult(true);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true); // by itself, which allocates nothing
        }
    }

    void IThreadPoolWorkItem.Execute() => source.SetResult(true);

    /// <summary>Whether its wait for this is over now; under the lock. Then it must be continued after it.</summary>
    internal bool Release(Waiting reason)
    {
        if ((waiting & reason) == Waiting.Nothing || (IsPaused && reason == Waiting.Data))
        {
            return false;
        }

        if ((waiting & Waiting.Time) != Waiting.Nothing)
        {
            Link.Clock.Cancel(this);
        }

        waiting = Waiting.Nothing;
        return true;
    }

    private protected void Resume() => IsInterrupted = IsAtEnd = false;

    /// <inheritdoc/>
    protected internal override void Ring()
    {
        lock (Link.Gate)
        {
            // Late: it went on by itself, and may wait for a later time by now.
            if (Due > Link.Clock.Now || !Release(Waiting.Time))
            {
                return;
            }
        }

        Continue(inline: true);
    }

    Chunk? IValueTaskSource<Chunk?>.GetResult(short token)
    {
        source.GetResult(token);
        Chunk? chunk;
        LinkNode? producer;
        lock (Link.Gate)
        {
            TryTake(out chunk, out producer);
        }

        producer?.Continue(inline: false);
        return chunk;
    }

    void IValueTaskSource.GetResult(short token)
    {
        source.GetResult(token);
        LinkNode? consumer = null;
        lock (Link.Gate)
        {
            if (held is { } chunk)
            {
                held = null;
                consumer = Hand(chunk);
            }
        }

        consumer?.Continue(inline: true);
    }

    ValueTaskSourceStatus IValueTaskSource<Chunk?>.GetStatus(short token) => source.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource<Chunk?>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);

    // Whether a read needs not wait. A producer is to be continued.
    private bool TryTake(out Chunk? chunk, out LinkNode? producer)
    {
        chunk = null;
        producer = null;
        if (IsInterrupted || isNudged)
        {
            isNudged = false;
            return true;
        }

        if (IsPaused)
        {
            return false;
        }

        chunk = Input.Take();
        if (chunk is null)
        {
            return IsAtEnd = Input.IsEnded;
        }

        producer = Input.IsHalfEmpty && Previous!.Release(Waiting.Room) ? Previous : null; // only the reader is the first, and it does not read here
        return true;
    }

    // A consumer is to be continued.
    private LinkNode? Hand(Chunk chunk)
    {
        Next!.Input.Add(chunk); // only the writer is the last
        return Next.Release(Waiting.Data) ? Next : null;
    }

    private void Wait(Waiting reason, long due)
    {
        source.Reset();
        waiting = reason;
        if ((reason & Waiting.Time) != Waiting.Nothing)
        {
            Link.Clock.Set(this, due);
        }
    }
}
