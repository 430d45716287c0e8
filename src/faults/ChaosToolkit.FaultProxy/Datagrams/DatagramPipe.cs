using System.Net;
using ChaosToolkit.Chances;
using ChaosToolkit.Links;
using ChaosToolkit.Timing;
using ChaosToolkit.Toxics;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Datagrams;

/// <summary>One direction of a session: the stages of its toxics in their order, and the way out.</summary>
/// <param name="clock">The proxy's time.</param>
/// <param name="stream">The direction.</param>
/// <param name="client">Who the session is of.</param>
/// <param name="seed">That of the session.</param>
/// <param name="send">Sends what comes out; it must not wait.</param>
/// <param name="fail">Called under no lock when a toxic has thrown: its name, and what.</param>
/// <param name="log">Where mistakes are told of.</param>
internal sealed class DatagramPipe(FaultClock clock, ToxicStream stream, IPAddress client, ulong seed, Action<Chunk> send, Action<string, Exception> fail, ILogger log)
{
    private readonly Lock gate = new();
    private readonly ulong seed = Chance.Derive(seed, (ulong)stream);
    private readonly Queue<(Chunk Datagram, int Index)> passing = new();
    private List<DatagramStage> stages = [];
    private volatile Failure? failure;
    private bool isPassing;
    private bool isClosed;

    public FaultClock Clock => clock;

    public ILogger Log => log;

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

        TellFailure();
    }

    /// <summary>Takes what one side has sent.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        var datagram = ChunkPool.Copy(bytes);
        datagram.Time = clock.Now;
        lock (gate)
        {
            Pass(datagram, 0);
        }

        TellFailure();
    }

    /// <summary>Hands a datagram to the stage of an index; under the lock. What a stage passes on meanwhile waits for its turn: very many toxics need no more of the stack than one.</summary>
    public void Pass(Chunk datagram, int index)
    {
        passing.Enqueue((datagram, index));
        if (isPassing)
        {
            return;
        }

        isPassing = true;
        while (passing.TryDequeue(out var next))
        {
            if (next.Index < stages.Count && !isClosed)
            {
                stages[next.Index].Take(next.Datagram);
                continue;
            }

            if (!isClosed)
            {
                send(next.Datagram);
            }

            ChunkPool.Return(next.Datagram);
        }

        isPassing = false;
    }

    /// <summary>Lets go what is due in a stage.</summary>
    public void Release(DatagramStage stage)
    {
        lock (gate)
        {
            if (!isClosed)
            {
                stage.ReleaseDue();
            }
        }

        TellFailure();
    }

    /// <summary>A toxic has thrown: nothing passes from now on; under the lock.</summary>
    public void Fail(string toxic, Exception error)
    {
        failure ??= new Failure(toxic, error);
        isClosed = true;
    }

    /// <summary>Throws everything away.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            stages.ForEach(static stage => stage.Clear());
        }
    }

    private void TellFailure()
    {
        if (failure is not null && Interlocked.Exchange(ref failure, null) is { } told)
        {
            fail(told.Toxic, told.Error);
        }
    }

    private sealed record Failure(string Toxic, Exception Error);
}
