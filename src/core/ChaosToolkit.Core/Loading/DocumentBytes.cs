using System.Buffers;

namespace ChaosToolkit.Loading;

/// <summary>Reads a stream to its end, or to the size that no document may have.</summary>
internal static class DocumentBytes
{
    private const int Piece = 16 * 1024;

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(string name, Stream stream, CancellationToken cancellationToken)
    {
        // A file tells its length, and is then read into one buffer; the end is seen by a read of more.
        var content = new ArrayBufferWriter<byte>((int)Math.Clamp(stream.CanSeek ? stream.Length + 1 : 0, Piece, DocumentLimits.MaxSize + 1));
        while (await stream.ReadAsync(content.GetMemory(1), cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            content.Advance(read);
            if (content.WrittenCount > DocumentLimits.MaxSize)
            {
                throw new LoadingException(LoadingDiagnostics.TooLarge(name));
            }
        }

        return content.WrittenMemory;
    }
}
