using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using ChaosToolkit.Sockets;

namespace ChaosToolkit.Links;

/// <summary>
/// Reads from the source's socket. Where no toxic is and nothing is queued, it sends what it read itself; otherwise it hands it on. While it waits it holds only a
/// small buffer, which most messages fit in: to wait without one would cost two more calls of the system for each.
/// </summary>
internal sealed class LinkReader(Link link, Peer source, LinkWriter writer) : LinkNode(link, 0)
{
    private const int IdleSize = 2048;

    // The most that one record of TLS holds.
    private const int RecordSize = 16 * 1024;

    // Where completions run on the thread that looks after all sockets, a busy connection must leave it.
    private const int ReadsInARow = 8;

    // Less is copied into a chunk of its size: a latency toxic holds a thousand of them.
    private const int WorthItsBuffer = ChunkPool.LargestSize / 4;

    private readonly Socket socket = source.Socket;

    /// <summary>The bytes read so far.</summary>
    public long Received { get; private set; }

    /// <summary>Whether the source said that it sends no more, not that something failed.</summary>
    public bool EndedCleanly { get; private set; }

    public async Task RunAsync()
    {
        using var operation = new SocketOperation();
        try
        {
            if (source.Tls is { } tls)
            {
                await ReadAsync(tls, operation).ConfigureAwait(false);
                return;
            }

            var buffer = GC.AllocateUninitializedArray<byte>(IdleSize);
            while (await operation.ReceiveAsync(socket, buffer).ConfigureAwait(false) == SocketError.Success)
            {
                var length = operation.BytesTransferred;
                EndedCleanly = length == 0;
                if (length == 0
                    || !await PassOnAsync(operation, buffer.AsMemory(0, length)).ConfigureAwait(false)
                    || (length == IdleSize && !await PassMoreOnAsync(operation).ConfigureAwait(false)))
                {
                    break;
                }
            }
        }
        finally
        {
            Link.ReaderEnded();
        }
    }

    private async Task ReadAsync(SslStream tls, SocketOperation operation)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(RecordSize);
        for (var reads = 1; await Peer.ReadAsync(tls, buffer).ConfigureAwait(false) is { } length; reads++)
        {
            if (reads % ReadsInARow == 0)
            {
                await Task.Yield();
            }

            EndedCleanly = length == 0;
            if (length == 0 || !await PassOnAsync(operation, buffer.AsMemory(0, length)).ConfigureAwait(false))
            {
                return;
            }
        }

        EndedCleanly = false;
    }

    // False when the destination takes no more.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // waits happen with each chunk, and are to allocate nothing
    private async ValueTask<bool> PassOnAsync(SocketOperation operation, Memory<byte> bytes)
    {
        Received += bytes.Length;
        if (writer.TryBypass())
        {
            var sent = await writer.SendAsync(operation, bytes).ConfigureAwait(false);
            writer.EndBypass();
            return sent;
        }

        var copy = ChunkPool.Copy(bytes.Span);
        copy.Time = Link.Clock.Now;
        await WriteAsync(copy).ConfigureAwait(false);
        return true;
    }

    // A bulk: what is there by now, with a large buffer. False at the end of the stream.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // likewise
    private async ValueTask<bool> PassMoreOnAsync(SocketOperation operation)
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

                chunk.Length = length;
                if (length < WorthItsBuffer || writer.IsBypassed)
                {
                    if (!await PassOnAsync(operation, chunk.Memory).ConfigureAwait(false))
                    {
                        return false;
                    }
                }
                else
                {
                    var full = chunk;
                    chunk = ChunkPool.Rent();
                    Received += length;
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
