using System.Net.Sockets;
using ChaosToolkit.Sockets;

namespace ChaosToolkit.Links;

/// <summary>
/// Reads from the source's socket. Where no toxic is and nothing is queued, it sends what it read itself; otherwise it hands it on. It holds no buffer while it
/// waits for data.
/// </summary>
internal sealed class LinkReader(Link link, Socket socket, LinkWriter writer) : LinkNode(link, 0)
{
    // Where completions run on the thread that looks after all sockets, a busy connection must leave it.
    private const int ReadsInARow = 8;

    // Less is copied into a chunk of its size: a latency toxic holds a thousand of them.
    private const int WorthItsBuffer = ChunkPool.LargestSize / 4;

    /// <summary>The bytes read so far.</summary>
    public long Received { get; private set; }

    /// <summary>Whether the source said that it sends no more, not that something failed.</summary>
    public bool EndedCleanly { get; private set; }

    public async Task RunAsync()
    {
        using var operation = new SocketOperation();
        try
        {
            while (await operation.WaitForDataAsync(socket).ConfigureAwait(false) == SocketError.Success && await PassOnAsync(operation).ConfigureAwait(false))
            {
            }
        }
        finally
        {
            Link.ReaderEnded();
        }
    }

    // What is there by now. False at the end of the stream.
    private async ValueTask<bool> PassOnAsync(SocketOperation operation)
    {
        var chunk = ChunkPool.Rent();
        try
        {
            for (var reads = 1; ; reads++)
            {
                if (!TryReceive(chunk.Buffer, out var length))
                {
                    return length > 0;
                }

                Received += length;
                chunk.Length = length;
                if (writer.TryBypass())
                {
                    var sent = await writer.SendAsync(operation, chunk.Memory).ConfigureAwait(false);
                    writer.EndBypass();
                    if (!sent)
                    {
                        return false;
                    }
                }
                else if (length < WorthItsBuffer)
                {
                    var copy = ChunkPool.Copy(chunk.Span);
                    copy.Time = Link.Clock.Now;
                    await WriteAsync(copy).ConfigureAwait(false);
                }
                else
                {
                    var full = chunk;
                    chunk = ChunkPool.Rent();
                    full.Time = Link.Clock.Now;
                    await WriteAsync(full).ConfigureAwait(false);
                }

                if (length < ChunkPool.LargestSize)
                {
                    return true; // most likely that was all
                }

                if (reads % ReadsInARow == 0)
                {
                    await Task.Yield();
                }
            }
        }
        finally
        {
            ChunkPool.Return(chunk);
        }
    }

    // False when there is nothing to pass on: the length is 1 when that is so only for now, else 0.
    private bool TryReceive(byte[] buffer, out int length)
    {
        try
        {
            length = socket.Receive(buffer, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
            {
                length = 1;
                return false;
            }

            EndedCleanly = error == SocketError.Success && length == 0;
            return error == SocketError.Success && length > 0;
        }
        catch (ObjectDisposedException)
        {
            length = 0; // closed by the other direction, or by the proxy
            return false;
        }
    }
}
