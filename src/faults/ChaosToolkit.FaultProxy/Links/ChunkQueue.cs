namespace ChaosToolkit.Links;

/// <summary>The chunks in front of a part of the link. The capacity is a wish: what is let go by an interruption comes in beyond it. Guarded by the link's lock.</summary>
internal sealed class ChunkQueue(int capacity)
{
    private Chunk? first;
    private Chunk? last;

    public int Count { get; private set; }

    /// <summary>Whether nothing more comes in.</summary>
    public bool IsEnded { get; set; }

    /// <summary>Whether what comes in is thrown away: nobody will read it.</summary>
    public bool IsClosed { get; private set; }

    public bool HasRoom => Count < capacity || IsClosed;

    /// <summary>Whether it is worth waking a producer that waits for room.</summary>
    public bool IsHalfEmpty => Count <= capacity / 2;

    public void Add(Chunk chunk)
    {
        if (IsClosed || IsEnded)
        {
            ChunkPool.Return(chunk);
            return;
        }

        if (last is null)
        {
            first = chunk;
        }
        else
        {
            last.Next = chunk;
        }

        last = chunk;
        Count++;
    }

    public Chunk? Take()
    {
        if (first is not { } chunk)
        {
            return null;
        }

        first = chunk.Next;
        chunk.Next = null;
        last = first is null ? null : last;
        Count--;
        return chunk;
    }

    /// <summary>Takes over what another holds, and whether it has ended.</summary>
    public void TakeAll(ChunkQueue other)
    {
        while (other.Take() is { } chunk)
        {
            Add(chunk);
        }

        IsEnded |= other.IsEnded;
    }

    /// <summary>Throws away what it holds and what will come.</summary>
    public void Close()
    {
        IsClosed = true;
        while (Take() is { } chunk)
        {
            ChunkPool.Return(chunk);
        }
    }
}
