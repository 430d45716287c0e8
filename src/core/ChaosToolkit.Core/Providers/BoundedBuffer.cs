using System.Buffers;

namespace ChaosToolkit.Providers;

/// <summary>Bytes that come in pieces, up to a limit. What it holds is rented: dispose it.</summary>
internal sealed class BoundedBuffer : IDisposable
{
    /// <summary>How much of an answer or an output is taken, in bytes: what is longer was hardly meant for a journal.</summary>
    public const int Limit = 100 * 1024 * 1024;

    private byte[] bytes = [];

    public int Length { get; private set; }

    public bool IsOverLimit => Length > Limit;

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    /// <summary>Room for the next piece; at least four kilobytes.</summary>
    public Memory<byte> Free()
    {
        if (bytes.Length - Length < 4096)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(16 * 1024, bytes.Length * 2));
            Written.CopyTo(larger);
            Dispose();
            bytes = larger;
        }

        return bytes.AsMemory(Length);
    }

    public void Advance(int count) => Length += count;

    public void Dispose()
    {
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = [];
        }
    }
}
