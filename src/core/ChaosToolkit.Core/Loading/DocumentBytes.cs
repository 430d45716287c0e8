using System.Buffers;

namespace ChaosToolkit.Loading;

/// <summary>Reads a stream to its end, or to the size that no document may have.</summary>
internal static class DocumentBytes
{
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(string name, Stream stream, CancellationToken cancellationToken)
    {
        var content = new ArrayBufferWriter<byte>();
        while (await stream.ReadAsync(content.GetMemory(16 * 1024), cancellationToken).ConfigureAwait(false) is > 0 and var read)
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
