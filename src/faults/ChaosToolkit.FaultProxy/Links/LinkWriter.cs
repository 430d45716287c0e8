using System.Net.Sockets;
using System.Runtime.CompilerServices;
using ChaosToolkit.Sockets;

namespace ChaosToolkit.Links;

/// <summary>Sends to the destination's socket what reaches the end of the chain, and closes it when the stream has ended.</summary>
internal sealed class LinkWriter(Link link, Socket socket) : LinkNode(link, 1)
{
    private bool isStarted;
    private bool isOver;

    /// <summary>The bytes sent so far.</summary>
    public long Sent { get; private set; }

    /// <summary>Whether it has been asked to run by itself, which it must once there is a toxic. Under the lock.</summary>
    public bool Start() => !isStarted && (isStarted = true);

    /// <summary>Whether nothing is between the reader and the destination: as far as can be told without the lock.</summary>
    public bool IsBypassed => Link.Reader.Next == this && Input.Count == 0;

    /// <summary>Whether the reader may send by itself: nothing is before it. Then the writer waits for <see cref="EndBypass"/>.</summary>
    public bool TryBypass()
    {
        lock (Link.Gate)
        {
            return IsPaused = Link.Reader.Next == this && Input.Count == 0 && !Input.IsClosed && (!isStarted || IsIdle);
        }
    }

    public void EndBypass()
    {
        bool released;
        lock (Link.Gate)
        {
            IsPaused = false;
            released = (Input.Count > 0 || Input.IsEnded || IsInterrupted) && Release(Waiting.Data);
        }

        if (released)
        {
            Continue(inline: true);
        }
    }

    /// <summary>Sends all of it; false when the connection does not take it any more.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // a full socket is waited for, which is to allocate nothing
    public async ValueTask<bool> SendAsync(SocketOperation operation, Memory<byte> bytes)
    {
        if (await operation.SendAsync(socket, bytes).ConfigureAwait(false) != SocketError.Success)
        {
            return false;
        }

        Sent += bytes.Length;
        return true;
    }

    public async Task RunAsync()
    {
        using var operation = new SocketOperation();
        while (await ReadAsync().ConfigureAwait(false) is { } chunk)
        {
            var sent = await SendAsync(operation, chunk.Memory).ConfigureAwait(false);
            ChunkPool.Return(chunk);
            if (!sent)
            {
                break;
            }
        }

        End();
    }

    /// <summary>The end of the stream, when nothing is left to be sent: the destination is closed.</summary>
    public void End()
    {
        LinkNode? producer;
        lock (Link.Gate)
        {
            if (isOver)
            {
                return;
            }

            isOver = true;
            producer = CloseInput();
        }

        producer?.Continue(inline: false);
        Link.CloseDestination();
    }
}
