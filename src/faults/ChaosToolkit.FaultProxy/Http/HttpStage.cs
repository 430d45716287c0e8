using System.Buffers;
using ChaosToolkit.Links;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Http;

/// <summary>
/// The part of a link that understands HTTP/1.x, right behind its reader: before all toxics that work on bytes. What it need not change passes as the bytes that came;
/// bodies are never held but where they are changed.
/// </summary>
internal abstract class HttpStage(Link link, HttpConversation conversation) : LinkNode(link, 1)
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

    /// <summary>Sends a head, and passes its body on as it is. False at the end of the stream, or after so many bytes of its content.</summary>
    protected async ValueTask<bool> PassAsync(HttpHead head, HttpBody body, long most = long.MaxValue)
    {
        var bytes = head.ToBytes();
        if (current is { } here && bytes.Length + here.Length <= ChunkPool.LargestSize)
        {
            // What came together goes on together: most messages are one packet.
            var over = Advance(here.Span, body, ref most);
            bytes = (byte[])[.. bytes.Span, .. here.Span[..over]];
            Skip(over);
        }

        await SendAsync(bytes).ConfigureAwait(false);
        return await PassAsync(body, most).ConfigureAwait(false);
    }

    private async ValueTask<bool> PassAsync(HttpBody body, long most)
    {
        while (!body.IsDone && most > 0)
        {
            if (await NextAsync().ConfigureAwait(false) is not { } chunk)
            {
                return false;
            }

            if (body.IsMalformed)
            {
                await WriteAsync(Take(chunk.Length)).ConfigureAwait(false);
                continue;
            }

            var over = Advance(chunk.Span, body, ref most);
            if (over > 0)
            {
                await WriteAsync(Take(over)).ConfigureAwait(false);
            }
        }

        return most > 0;
    }

    /// <summary>Sends a message whose body toxics change. False at the end of the stream, or where its end is unknown.</summary>
    protected async ValueTask<bool> SendChangedAsync(HttpMessage message, HttpBody body, long most)
    {
        var change = new HttpBodyChange(message.BodyChanges);
        while (!body.IsDone)
        {
            if (await NextAsync().ConfigureAwait(false) is not { } chunk)
            {
                if (body.Framing != HttpFraming.UntilClose || IsInterrupted)
                {
                    return false;
                }

                break;
            }

            var over = body.Advance(chunk.Span, out var content);
            change.Add(chunk.Span[(over - content)..over]);
            Skip(over);
            if (body.IsMalformed)
            {
                return false;
            }

            if (change.IsTooLarge)
            {
                return await PassUnchangedAsync(message, body, change, most).ConfigureAwait(false);
            }
        }

        var changed = change.Apply();
        message.Head.SetLength(changed.Length);
        await SendAsync((byte[])[.. message.Head.ToBytes().Span, .. changed.Span[..(int)Math.Min(changed.Length, most)]]).ConfigureAwait(false);
        return most > changed.Length;
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

    // Too long to be held: it passes as it was. Chunks are made anew, since theirs have been taken apart.
    private async ValueTask<bool> PassUnchangedAsync(HttpMessage message, HttpBody body, HttpBodyChange change, long most)
    {
        await SendAsync(message.Head.ToBytes()).ConfigureAwait(false);
        var isChunked = body.Framing == HttpFraming.Chunked;
        var held = change.Held[..(int)Math.Min(change.Held.Length, most)];
        most -= held.Length;
        await SendAsync(isChunked ? HttpBodyChange.Chunk(held.Span) : held).ConfigureAwait(false);
        if (!isChunked)
        {
            return await PassAsync(body, most).ConfigureAwait(false);
        }

        while (!body.IsDone && most > 0)
        {
            if (await NextAsync().ConfigureAwait(false) is not { } chunk)
            {
                return false;
            }

            var over = body.Advance(chunk.Span, out var content);
            var taken = (int)Math.Min(content, most);
            var bytes = HttpBodyChange.Chunk(chunk.Span.Slice(over - content, taken));
            most -= taken;
            Skip(over);
            await SendAsync(bytes).ConfigureAwait(false);
            if (body.IsMalformed)
            {
                return false;
            }
        }

        await SendAsync(most > 0 ? HttpBodyChange.LastChunk : default).ConfigureAwait(false);
        return most > 0;
    }

    // How many bytes are the body's, up to so many of its content.
    private static int Advance(ReadOnlySpan<byte> bytes, HttpBody body, ref long most)
    {
        var over = 0;
        while (over < bytes.Length && !body.IsDone && !body.IsMalformed && most > 0)
        {
            over += body.Advance(bytes[over..], out var content);
            if (content >= most)
            {
                over -= content - (int)most;
                content = (int)most;
            }

            most -= content;
        }

        return over;
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
