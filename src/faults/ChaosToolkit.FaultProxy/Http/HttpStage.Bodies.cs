using ChaosToolkit.Links;

namespace ChaosToolkit.Http;

internal abstract partial class HttpStage
{
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
}
