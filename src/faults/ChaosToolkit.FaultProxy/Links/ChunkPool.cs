namespace ChaosToolkit.Links;

/// <summary>
/// The chunks that nobody uses, in three sizes. A latency toxic holds many thousands, more than the runtime's pool keeps; each collection of
/// the whole heap halves what lies here, so that a burst's memory is given back.
/// </summary>
internal static class ChunkPool
{
    /// <summary>The largest chunk: what one read takes at most.</summary>
    internal const int LargestSize = 64 * 1024;

    private static readonly Shelf Small = new(1024, 4096);
    private static readonly Shelf Medium = new(8 * 1024, 512);
    private static readonly Shelf Large = new(LargestSize, 2048);

    // Never read: it lives for its finalizer, which each collection calls.
    private static readonly WeakReference Trimmer = new(new Trim());

    /// <summary>A chunk of the largest size, to read into.</summary>
    public static Chunk Rent() => Large.Take();

    /// <summary>A chunk just large enough that holds a copy of the bytes (at most <see cref="LargestSize"/>).</summary>
    public static Chunk Copy(ReadOnlySpan<byte> bytes)
    {
        var chunk = ShelfOf(bytes.Length).Take();
        bytes.CopyTo(chunk.Buffer);
        chunk.Length = bytes.Length;
        return chunk;
    }

    public static void Return(Chunk chunk) => ShelfOf(chunk.Buffer.Length).Put(chunk);

    private static Shelf ShelfOf(int length) => length <= Small.Size ? Small : length <= Medium.Size ? Medium : Large;

    private sealed class Shelf(int size, int most)
    {
        private readonly Lock gate = new();
        private Chunk? first;
        private int count;

        public int Size => size;

        public Chunk Take()
        {
            lock (gate)
            {
                if (first is { } chunk)
                {
                    first = chunk.Next;
                    count--;
                    chunk.Next = null;
                    return chunk;
                }
            }

            return new Chunk(size);
        }

        public void Put(Chunk chunk)
        {
            chunk.Offset = 0;
            chunk.Length = 0;
            lock (gate)
            {
                if (count < most)
                {
                    chunk.Next = first;
                    first = chunk;
                    count++;
                }
            }
        }

        public void Halve()
        {
            lock (gate)
            {
                for (var left = count / 2; count > left; count--)
                {
                    first = first?.Next;
                }
            }
        }
    }

    private sealed class Trim
    {
        ~Trim()
        {
            Small.Halve();
            Medium.Halve();
            Large.Halve();
            if (!Environment.HasShutdownStarted)
            {
                GC.ReRegisterForFinalize(this);
            }
        }
    }
}
