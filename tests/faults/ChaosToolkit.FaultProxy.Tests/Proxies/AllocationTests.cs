using ChaosToolkit.BlackBox;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Proxies;

/// <summary>Counts what the whole process allocates: nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class AllocationTests
{
    [Fact]
    public async Task The_pump_allocates_nothing_for_a_chunk()
    {
        using var listener = new TestServer();
        await using var proxy = await FaultProxy.StartAsync(listener.Address);
        var accepting = listener.AcceptAsync();
        using var client = await TestSockets.ConnectAsync(proxy.Listen);
        using var server = await accepting;
        client.Blocking = server.Blocking = true;
        Assert.InRange(Measure(client, server), 0, 10);
        await proxy.AddAsync(new LatencyToxic { Stream = ToxicStream.Upstream });
        await proxy.AddAsync(new BandwidthToxic { KilobytesPerSecond = 1_000_000, Stream = ToxicStream.Upstream });
        Assert.InRange(Measure(client, server), 0, 10);
    }

    // Bytes allocated by the whole process for each of many chunks; the best of some rounds, since the runtime too compiles and allocates.
    private static double Measure(System.Net.Sockets.Socket client, System.Net.Sockets.Socket server)
    {
        const int Chunks = 2000;
        var (sent, received) = (new byte[1000], new byte[1000]);
        var best = double.MaxValue;
        for (var round = 0; round < 10 && best > 0; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < Chunks; i++)
            {
                client.Send(sent);
                for (var read = 0; read < received.Length;)
                {
                    read += server.Receive(received, read, received.Length - read, System.Net.Sockets.SocketFlags.None);
                }
            }

            best = Math.Min(best, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Chunks);
        }

        return best;
    }
}
