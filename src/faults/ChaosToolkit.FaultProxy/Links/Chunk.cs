namespace ChaosToolkit.Links;

/// <summary>Bytes on their way through a link, and the time at which they count as read. Comes from the pool and goes back to it.</summary>
internal sealed class Chunk(int capacity)
{
    /// <summary>The whole buffer.</summary>
    internal byte[] Buffer { get; } = new byte[capacity];

    /// <summary>Where the bytes start.</summary>
    public int Offset { get; set; }

    /// <summary>How many they are.</summary>
    public int Length { get; set; }

    /// <summary>When they were read, in ticks of the clock; a toxic that delays them moves it, so that delays add up.</summary>
    public long Time { get; set; }

    /// <summary>The next one of the queue or of the pool.</summary>
    internal Chunk? Next { get; set; }

    public Memory<byte> Memory => Buffer.AsMemory(Offset, Length);

    public Span<byte> Span => Buffer.AsSpan(Offset, Length);

    /// <summary>Cuts the first bytes off as a chunk of their own.</summary>
    public Chunk TakeFirst(int length)
    {
        var first = ChunkPool.Copy(Span[..length]);
        first.Time = Time;
        Offset += length;
        Length -= length;
        return first;
    }

    /// <summary>The same bytes once more.</summary>
    public Chunk Copy()
    {
        var copy = ChunkPool.Copy(Span);
        copy.Time = Time;
        return copy;
    }
}
