using System.Threading.Channels;

namespace ChaosToolkit.Events;

/// <summary>Somebody who reads the feed, and what waits for them: a bounded number of events.</summary>
internal sealed class EventReader(EventFeed feed, IReadOnlyCollection<string> proxies, bool connections) : IDisposable
{
    // All that is kept must fit in at once, and a gap.
    private const int Most = EventFeed.Kept * 2;

    private const long MostBytes = 32 * 1024 * 1024;

    private readonly Channel<ReadOnlyMemory<byte>> waiting = Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(Most) { SingleReader = true });
    private readonly CancellationTokenSource dropped = new();
    private long bytes;

    public bool Connections => connections;

    /// <summary>Cancelled when it could not keep up.</summary>
    public CancellationToken Dropped => dropped.Token;

    public ChannelReader<ReadOnlyMemory<byte>> Frames => waiting.Reader;

    public bool Wants(string proxy, bool isConnection) => (!isConnection || connections) && (proxies.Count == 0 || proxies.Contains(proxy));

    /// <summary>Hands it an event; false when too many wait.</summary>
    public bool Offer(ReadOnlyMemory<byte> frame) => Interlocked.Add(ref bytes, frame.Length) <= MostBytes && waiting.Writer.TryWrite(frame);

    /// <summary>Takes what waits for longest, when there is something.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> frame)
    {
        var found = waiting.Reader.TryRead(out frame);
        Interlocked.Add(ref bytes, -frame.Length);
        return found;
    }

    public void Drop()
    {
        End();
        _ = dropped.CancelAsync(); // not on this thread, which may hold a proxy; nothing that it calls throws
        feed.Close(this);
    }

    /// <summary>Nothing more comes; what waits is still read.</summary>
    public void End() => waiting.Writer.TryComplete();

    public void Dispose()
    {
        feed.Close(this);
        dropped.Dispose();
    }
}
