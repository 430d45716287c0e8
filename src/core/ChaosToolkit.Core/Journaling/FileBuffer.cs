using System.Buffers;

namespace ChaosToolkit.Journaling;

/// <summary>Takes what is written to a file in pieces of one size: however much it is, it does not stand in memory at once.</summary>
internal sealed class FileBuffer(FileStream file) : IBufferWriter<byte>
{
    private byte[] buffer = new byte[64 * 1024];
    private int count;

    public void Advance(int count) => this.count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (buffer.Length - count < Math.Max(sizeHint, 1))
        {
            Flush();
            if (buffer.Length < sizeHint)
            {
                buffer = new byte[sizeHint];
            }
        }

        return buffer.AsMemory(count);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Flush()
    {
        file.Write(buffer.AsSpan(0, count));
        count = 0;
    }
}
