using ChaosToolkit.Chances;
using ChaosToolkit.Links;
using ChaosToolkit.Timing;
using ChaosToolkit.Toxics;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Datagrams;

/// <summary>One toxic in one direction of a session: what it holds, its chance, and whether it runs here. All under the lock of its pipe.</summary>
internal sealed class DatagramStage : Alarm
{
    // As a router's queue: what comes beyond it is lost.
    private const int Most = 4096;

    private readonly PriorityQueue<HeldDatagram, (long Due, long Number)> held = new();
    private readonly DatagramPipe pipe;
    private long number;
    private int count;

    public DatagramStage(DatagramPipe pipe, PlacedToxic placed, ulong seed, bool isIncluded)
    {
        this.pipe = pipe;
        Placed = placed;
        Toxic = placed.Toxic;
        var own = Chances.Chance.Derive(seed, placed.Number);
        Chance = new Chance(Chances.Chance.Derive(own, 1));
        IsToxic = new Chance(Chances.Chance.Derive(own, 0)).NextDouble() < Toxic.Toxicity && isIncluded;
    }

    /// <summary>The toxic's draws here.</summary>
    public Chance Chance;

    public PlacedToxic Placed { get; }

    /// <summary>The toxic as it was when the stage was made.</summary>
    public Toxic Toxic { get; }

    /// <summary>Where it stands in the pipe.</summary>
    public int Position { get; set; }

    public long Now => pipe.Clock.Now;

    /// <summary>When all that was taken is paid for, of a bandwidth.</summary>
    public long Paid { get; set; }

    protected internal override ILogger Log => pipe.Log;

    private bool IsToxic { get; }

    public void Take(Chunk datagram)
    {
        if (IsToxic && Placed.At(Now).IsOn)
        {
            try
            {
                ((IDatagramToxic)Toxic).Take(this, datagram); // no other gets here
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                pipe.Fail(Toxic.Name, error);
            }
        }
        else
        {
            Pass(datagram);
        }
    }

    /// <summary>Hands a datagram to the next stage.</summary>
    public void Pass(Chunk datagram) => pipe.Pass(datagram, Position + 1);

    public static void Lose(Chunk datagram) => ChunkPool.Return(datagram);

    /// <summary>Keeps a datagram until a moment, or until others have overtaken it.</summary>
    public void Hold(Chunk datagram, long due, int overtakers = 0)
    {
        if (count == Most)
        {
            Lose(datagram);
            return;
        }

        count++;
        held.Enqueue(new HeldDatagram(datagram, overtakers), (due, number++));
        SetAlarm();
    }

    /// <summary>One has passed those that wait for it.</summary>
    public void Overtake()
    {
        if (count == 0)
        {
            return;
        }

        foreach (var (one, _) in held.UnorderedItems.Where(static item => !item.Element.IsGone && item.Element.Overtakers > 0).OrderBy(static item => item.Priority.Number).ToList())
        {
            if (--one.Overtakers == 0)
            {
                Release(one);
            }
        }

        SetAlarm();
    }

    /// <summary>Lets all go that it holds.</summary>
    public void Flush()
    {
        pipe.Clock.Cancel(this);
        while (held.TryDequeue(out var one, out _))
        {
            Release(one);
        }
    }

    /// <summary>Loses all that it holds.</summary>
    public void Clear()
    {
        pipe.Clock.Cancel(this);
        while (held.TryDequeue(out var one, out _))
        {
            if (!one.IsGone)
            {
                Lose(one.Datagram);
            }
        }

        count = 0;
    }

    /// <summary>Lets those go whose time has come.</summary>
    public void ReleaseDue()
    {
        while (held.TryPeek(out var one, out var priority) && (one.IsGone || priority.Due <= Now))
        {
            held.Dequeue();
            Release(one);
        }

        SetAlarm();
    }

    protected internal override void Ring() => pipe.Release(this);

    private void Release(HeldDatagram one)
    {
        if (!one.IsGone)
        {
            one.IsGone = true;
            count--;
            one.Datagram.Time = Math.Min(one.Datagram.Time, Now); // it may go early
            Pass(one.Datagram);
        }
    }

    private void SetAlarm()
    {
        while (held.TryPeek(out var one, out var priority))
        {
            if (!one.IsGone)
            {
                if (priority.Due != FaultClock.Never)
                {
                    pipe.Clock.Set(this, priority.Due);
                }

                return;
            }

            held.Dequeue();
        }
    }
}
