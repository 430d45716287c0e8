using System.Net;
using ChaosToolkit.Chances;
using ChaosToolkit.Links;
using ChaosToolkit.Timing;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Datagrams;

/// <summary>One direction of a session: the stages of its toxics in their order, and the way out.</summary>
/// <param name="clock">The proxy's time.</param>
/// <param name="stream">The direction.</param>
/// <param name="client">Who the session is of.</param>
/// <param name="seed">That of the session.</param>
/// <param name="send">Sends what comes out; it must not wait.</param>
internal sealed class DatagramPipe(FaultClock clock, ToxicStream stream, IPAddress client, ulong seed, Action<Chunk> send)
{
    private readonly Lock gate = new();
    private readonly ulong seed = Chance.Derive(seed, (ulong)stream);
    private List<DatagramStage> stages = [];
    private bool isClosed;

    public FaultClock Clock => clock;

    /// <summary>Takes the proxy's toxics over: what is new begins, what has changed starts over, what is gone lets go what it held.</summary>
    public void Apply(IReadOnlyList<PlacedToxic> toxics)
    {
        lock (gate)
        {
            if (isClosed)
            {
                return;
            }

            var former = stages;
            List<DatagramStage> wanted = [];
            foreach (var placed in toxics.Where(placed => placed.Stream == stream))
            {
                var stage = former.Find(one => one.Placed == placed && one.Toxic == placed.Toxic) ?? new DatagramStage(this, placed, seed, placed.Includes(client));
                wanted.Add(stage);
            }

            for (var i = 0; i < wanted.Count; i++)
            {
                wanted[i].Position = i;
            }

            // From the last to the first, so that they keep their order; each goes on behind its place.
            stages = wanted;
            foreach (var stage in Enumerable.Reverse(former).Where(stage => !wanted.Contains(stage)))
            {
                stage.Position = wanted.FindLastIndex(one => one.Placed.Number <= stage.Placed.Number);
                stage.Flush();
            }
        }
    }

    /// <summary>Takes a datagram of the socket.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        var datagram = ChunkPool.Copy(bytes);
        datagram.Time = clock.Now;
        lock (gate)
        {
            Pass(datagram, 0);
        }
    }

    /// <summary>Hands a datagram to a stage, or out; under the lock.</summary>
    public void Pass(Chunk datagram, int index)
    {
        if (index < stages.Count)
        {
            stages[index].Take(datagram);
            return;
        }

        if (!isClosed)
        {
            send(datagram);
        }

        ChunkPool.Return(datagram);
    }

    public void Release(DatagramStage stage)
    {
        lock (gate)
        {
            if (!isClosed)
            {
                stage.ReleaseDue();
            }
        }
    }

    /// <summary>Loses all that is held: the session is over.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            stages.ForEach(static stage => stage.Clear());
        }
    }
}
