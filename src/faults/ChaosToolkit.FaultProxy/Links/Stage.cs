using ChaosToolkit.Chances;
using ChaosToolkit.Timing;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Links;

/// <summary>One toxic on one link: runs it, and runs it anew when it is changed.</summary>
internal sealed class Stage : LinkNode
{
    private readonly PlacedToxic placed;
    private Chance toxicity;
    private ToxicChange? change;
    private int owed;
    private bool isRemoved;
    private bool isOver;
    private bool isShifted;
    private bool endsStream;
    private bool isRunning;
    private StageAlarm? alarm;

    internal Stage(Link link, PlacedToxic placed)
        : base(link, placed.Toxic is IBufferedToxic buffered ? buffered.Capacity : 1)
    {
        this.placed = placed;
        var seed = Chances.Chance.Derive(link.Seed, placed.Number);
        toxicity = new Chance(Chances.Chance.Derive(seed, 0));
        Chance = new Chance(Chances.Chance.Derive(seed, 1));
    }

    /// <summary>The toxic's draws on this link.</summary>
    public Chance Chance;

    /// <summary>What a toxic keeps on a link over changes of its attributes.</summary>
    public object? State { get; set; }

    internal PlacedToxic Placed => placed;

    /// <summary>Whether the toxic ran here, not only let bytes through for want of luck.</summary>
    internal bool WasToxic { get; private set; }

    /// <summary>The proxy's time.</summary>
    public long Now => Link.Clock.Now;

    /// <summary>Throws a chunk away.</summary>
    public static void Drop(Chunk chunk) => ChunkPool.Return(chunk);

    /// <summary>Waits from now on; an interruption ends the wait.</summary>
    public ValueTask DelayAsync(TimeSpan delay) => DelayUntilAsync(Now + delay.Ticks);

    /// <summary>What the toxic's connections spend together.</summary>
    public SharedBudget Budget => placed.Budget;

    /// <summary>An alarm that closes the connection.</summary>
    public ConnectionAlarm MakeConnectionAlarm() => Link.Connection.MakeAlarm(placed);

    /// <summary>Has both sockets closed by a reset, once this stage ends.</summary>
    public void ResetOnClose() => Link.Connection.ResetOnClose();

    /// <summary>Has the stream end here when the toxic is done, also when it is changed or removed before.</summary>
    public void EndStream() => endsStream = true;

    /// <summary>Runs until the stream has ended, the toxic closes it, or it is taken away.</summary>
    internal async Task RunAsync()
    {
        do
        {
            var toxic = placed.Toxic;
            isRunning = toxicity.NextDouble() < toxic.Toxicity & Begin() && placed.Includes(Link.Connection.ClientAddress);
            try
            {
                if (isRunning)
                {
                    WasToxic = true;
                    await ((ILinkToxic)toxic).RunAsync(this).ConfigureAwait(false); // a link has no stage for another
                }
                else
                {
                    await NoopToxic.PassAsync(this).ConfigureAwait(false);
                }
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // A toxic that fails must not leave a connection hanging.
                Link.Connection.Fail(toxic.Name, error);
            }
        }
        while (Settle());
    }

    /// <summary>Its schedule turns it on or off.</summary>
    internal void Shift(StageAlarm ringing)
    {
        LinkNode? woken;
        lock (Link.Gate)
        {
            if (isOver || ringing.Due > Now)
            {
                return;
            }

            isShifted = true;
            woken = Interrupt();
        }

        woken?.Continue(inline: true);
    }

    /// <summary>Has it run anew, or stop for good; under the lock. The change is told when that has come about.</summary>
    internal LinkNode? Change(ToxicChange wanted, bool remove)
    {
        if (isOver)
        {
            return null;
        }

        isRemoved |= remove;
        wanted.Expect();
        change = wanted; // a proxy makes one change at a time; the same may come twice, from the neighbour too
        owed++;
        return Interrupt();
    }

    // Whether its schedule has it on now; it is interrupted when that changes.
    private bool Begin()
    {
        var (isOn, until) = placed.At(Now);
        if (until != FaultClock.Never)
        {
            Link.Clock.Set(alarm ??= new StageAlarm(this), until);
        }
        else if (alarm is not null)
        {
            Link.Clock.Cancel(alarm);
        }

        return isOn;
    }

    // Carries out what it was interrupted for. True: it runs again.
    private bool Settle()
    {
        ToxicChange? told;
        int times;
        LinkNode? consumer = null, producer = null;
        var again = false;
        lock (Link.Gate)
        {
            (told, times) = (change, owed);
            (change, owed) = (null, 0);
            var closes = isShifted && isRunning && placed.Toxic is IClosingToxic;
            isShifted = false;
            if (!IsInterrupted || (endsStream && !Link.IsOver) || (closes && !Link.IsOver && !isRemoved))
            {
                isOver = true; // the stream has ended, the toxic closed it, or its time is over and it has lost bytes
                Link.IsCut |= !IsAtEnd;
                producer = CloseInput();
                consumer = Next!.EndInput(); // only the writer is the last
            }
            else if (Link.IsOver)
            {
                isOver = true;
                producer = CloseInput();
            }
            else if (isRemoved)
            {
                isOver = true;
                (consumer, producer) = Leave();
            }
            else
            {
                Resume();
                again = true;
            }
        }

        if (isOver && alarm is not null)
        {
            Link.Clock.Cancel(alarm);
        }

        producer?.Continue(inline: false);
        consumer?.Continue(inline: true);
        told?.Done(times);
        return again;
    }

    // What is queued in front goes on at once, behind what was let go; then the neighbours are joined.
    private (LinkNode? Consumer, LinkNode? Producer) Leave()
    {
        var (previous, next) = (Previous!, Next!); // between the reader and the writer, always
        var queued = Input.Count > 0 || Input.IsEnded;
        next.Input.TakeAll(Input);
        next.Previous = previous;
        previous.Next = next;
        if (placed.Toxic is IClosingToxic && WasToxic)
        {
            Link.IsCut |= !next.Input.IsEnded;
            next.Input.IsEnded = queued = true;
        }

        return (queued && next.Release(Waiting.Data) ? next : null, previous.Release(Waiting.Room) ? previous : null);
    }
}
