using System.Net.Sockets;
using ChaosToolkit.BlackBox;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Proxies;

/// <summary>Counts what the whole process allocates: nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class AllocationTests
{
    private const int Chunks = 10_000;

    [Fact]
    public async Task The_pump_allocates_nothing_for_a_chunk()
    {
        using var listener = new TestServer();
        await using var proxy = await FaultProxy.StartAsync(listener.Address);
        var accepting = listener.AcceptAsync();
        using var client = await TestSockets.ConnectAsync(proxy.Listen);
        using var server = await accepting;
        client.Blocking = server.Blocking = true;
        Assert.Equal(0, Least(() => OneByOne(client, server)));
        Assert.Equal(0, Least(() => AsABulk(client, server)));
        foreach (var toxic in new Toxic[] { new LatencyToxic { Latency = TimeSpan.FromTicks(1000) }, new BandwidthToxic { KilobytesPerSecond = 1_000_000 }, new SlicerToxic { AverageSize = 500 }, new DropToxic(), new CorruptToxic { Probability = 0.01 }, new NoopToxic() })
        {
            await proxy.AddAsync(toxic with { Stream = ToxicStream.Upstream });
        }

        Assert.Equal(0, Least(() => OneByOne(client, server)));
    }

    // Bytes allocated by the whole process; the least of some rounds, since the runtime too compiles and allocates.
    private static long Least(Action round)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 20 && least > 0; i++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            round();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }

    private static void OneByOne(Socket client, Socket server)
    {
        Span<byte> bytes = stackalloc byte[1000];
        for (var i = 0; i < Chunks; i++)
        {
            client.Send(bytes);
            Receive(server, bytes);
        }
    }

    // More than the sockets hold: the pump waits for each other side.
    private static void AsABulk(Socket client, Socket server)
    {
        Span<byte> bytes = stackalloc byte[1000];
        for (var round = 0; round < Chunks / 1000; round++)
        {
            for (var i = 0; i < 1000; i++)
            {
                client.Send(bytes);
            }

            for (var i = 0; i < 1000; i++)
            {
                Receive(server, bytes);
            }
        }
    }

    private static void Receive(Socket server, Span<byte> bytes)
    {
        for (var read = 0; read < bytes.Length;)
        {
            read += server.Receive(bytes[read..]);
        }
    }
}
