using System.Buffers;
using ChaosToolkit.Links;
using ChaosToolkit.Timing;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Http;

/// <summary>
/// The part of a link that understands HTTP/1.x, right behind its reader: before all toxics that work on bytes. What it need not change passes as the bytes that came;
/// bodies are never held but where they are changed.
/// </summary>
internal abstract partial class HttpStage(Link link, HttpConversation conversation) : LinkNode(link, 1)
{
    private const int LongestHead = 256 * 1024;
    private readonly ArrayBufferWriter<byte> head = new();
    private readonly Queue<Chunk> ahead = new();
    private Chunk? current;

    protected HttpConversation Conversation => conversation;

    protected bool HasBytes => current is not null || ahead.Count > 0;

    /// <summary>Runs until the stream has ended, or a toxic ends it.</summary>
    public async Task RunAsync()
    {
        try
        {
            await ServeAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Link.Connection.Fail("http", error); // a mistake of ours must not leave a connection hanging
        }

        LinkNode? producer, consumer;
        lock (Link.Gate)
        {
            producer = CloseInput();
            Link.IsCut |= !IsAtEnd;
            consumer = Link.IsOver ? null : Next!.EndInput(); // the writer is behind it
        }

        producer?.Continue(inline: false);
        consumer?.Continue(inline: true);
        Drop();
        while (ahead.TryDequeue(out current))
        {
            Drop();
        }
    }

    /// <summary>Has it look again at what it waits for: something it cannot see by itself has changed.</summary>
    public void Nudge()
    {
        LinkNode? woken;
        lock (Link.Gate)
        {
            woken = Nudged();
        }

        woken?.Continue(inline: false);
    }

    public bool IsPlaced(PlacedToxic placed) => conversation.IsPlaced(placed);

    /// <summary>Waits, until a toxic is taken away at most.</summary>
    public async ValueTask DelayAsync(PlacedToxic placed, Func<TimeSpan> delay)
    {
        var start = Link.Clock.Now;
        while (!IsInterrupted && IsPlaced(placed) && start + delay().Ticks is var due && due > Link.Clock.Now)
        {
            await DelayUntilAsync(due).ConfigureAwait(false);
        }
    }

    protected abstract Task ServeAsync();

    /// <summary>The bytes that are next; <see langword="null"/> at the end, or when it was nudged and that is asked for.</summary>
    protected async ValueTask<Chunk?> NextAsync(bool untilNudged = false)
    {
        while (current is null && !ahead.TryDequeue(out current))
        {
            current = await ReadAsync().ConfigureAwait(false);
            if (current is null && (untilNudged || IsOver))
            {
                return null;
            }
        }

        return current;
    }

    /// <summary>Waits until something is so, of which it is told by a nudge, or the stream is over.</summary>
    protected async ValueTask UntilAsync(Func<bool> isSo)
    {
        while (!isSo() && !IsOver)
        {
            if (HasBytes)
            {
                await DelayUntilAsync(FaultClock.Never).ConfigureAwait(false);
            }
            else
            {
                await NextAsync(untilNudged: true).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Has the connection end as a toxic wants it.</summary>
    protected void Prepare(HttpEnd end)
    {
        if (end.Resets)
        {
            Link.Connection.ResetOnClose();
        }
    }

    protected bool IsOver => IsAtEnd || IsInterrupted;

    /// <summary>Puts what came aside, for bytes that come before it; returns what <see cref="TakeUp"/> wants.</summary>
    protected Chunk? PutAside(ReadOnlyMemory<byte> before)
    {
        var aside = current;
        current = null;
        for (; before.Length > 0; before = before[Math.Min(before.Length, ChunkPool.LargestSize)..])
        {
            ahead.Enqueue(MakeChunk(before.Span[..Math.Min(before.Length, ChunkPool.LargestSize)]));
        }

        return aside;
    }

    protected void TakeUp(Chunk? aside) => current = aside;

    /// <summary>Reads a head. What came, and whether that is a whole one: not at the end of the stream, nor where it cannot be HTTP.</summary>
    protected async ValueTask<(ReadOnlyMemory<byte> Bytes, bool IsWhole)> ReadHeadAsync(bool isRequest)
    {
        head.ResetWrittenCount();
        while (await NextAsync().ConfigureAwait(false) is { } chunk)
        {
            var before = head.WrittenCount;
            head.Write(chunk.Span);
            var end = HttpHeadEnd.Find(head.WrittenSpan, before);
            if (end < 0)
            {
                Drop();
                if (head.WrittenCount > LongestHead || !HttpHeadEnd.MayBeHead(head.WrittenSpan, isRequest))
                {
                    return (head.WrittenMemory.ToArray(), false);
                }
            }
            else
            {
                Skip(end - before);
                return (head.WrittenMemory[..end].ToArray(), true);
            }
        }

        return (head.WrittenMemory.ToArray(), false);
    }

    /// <summary>Sends bytes of our own.</summary>
    protected async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var length = Math.Min(bytes.Length, ChunkPool.LargestSize);
            await WriteAsync(MakeChunk(bytes.Span[..length])).ConfigureAwait(false);
            bytes = bytes[length..];
        }
    }

    /// <summary>Passes all on that comes, as it is.</summary>
    protected async ValueTask PassAllAsync()
    {
        while (await NextAsync().ConfigureAwait(false) is { } chunk)
        {
            await WriteAsync(Take(chunk.Length)).ConfigureAwait(false);
        }
    }

    /// <summary>Reads a body and throws it away. False at the end of the stream.</summary>
    protected async ValueTask<bool> DiscardAsync(HttpBody body)
    {
        while (!body.IsDone && !body.IsMalformed)
        {
            if (await NextAsync().ConfigureAwait(false) is not { } chunk)
            {
                return false;
            }

            Skip(body.Advance(chunk.Span, out _));
        }

        return !body.IsMalformed;
    }

    /// <summary>Reads all that comes and throws it away.</summary>
    protected async ValueTask DiscardAllAsync()
    {
        while (await NextAsync().ConfigureAwait(false) is not null)
        {
            Drop();
        }
    }

    private Chunk MakeChunk(ReadOnlySpan<byte> bytes)
    {
        var chunk = ChunkPool.Copy(bytes);
        chunk.Time = Link.Clock.Now;
        return chunk;
    }

    private Chunk Take(int length)
    {
        var chunk = current!; // the caller has just been given it
        if (length < chunk.Length)
        {
            return chunk.TakeFirst(length);
        }

        current = null;
        return chunk;
    }

    private void Skip(int length)
    {
        var chunk = current!; // likewise
        chunk.Offset += length;
        chunk.Length -= length;
        if (chunk.Length == 0)
        {
            Drop();
        }
    }

    private void Drop()
    {
        if (current is { } chunk)
        {
            current = null;
            ChunkPool.Return(chunk);
        }
    }
}
