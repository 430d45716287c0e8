using System.Text;

namespace ChaosToolkit.Providers.Http;

/// <summary>A connection whose answers tell how their header names were written, and in which order: the framework writes those it knows its own way.</summary>
/// <remarks>Each head of an answer gets one more header, <see cref="Name"/>. What does not look like a head goes through untouched.</remarks>
internal sealed class HeaderNamesStream : Stream
{
    /// <summary>The header that lists the names.</summary>
    public const string Name = "X-Chaostoolkit-Header-Names";

    private const int LongestHead = 256 * 1024;

    private readonly Stream inner;
    private readonly NearbyStream? nearby;
    private readonly DeferredRead deferred;

    private byte[] pending = [];
    private byte[] spare = [];
    private int start;
    private int end;
    private bool expectsHead;
    private bool hasAnswered;

    public HeaderNamesStream(Stream inner)
    {
        this.inner = inner;
        nearby = inner as NearbyStream;
        deferred = new(() => expectsHead, ReadAnyAsync);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (start < end && !expectsHead)
        {
            return new(Take(buffer.Span));
        }

        if (nearby is null || expectsHead || buffer.IsEmpty)
        {
            return ReadAnyAsync(buffer, cancellationToken);
        }

        // Perhaps an idle connection that is read ahead of the next request: what waits for nothing yet need not wait.
        try
        {
            return nearby.TryRead(buffer.Span, out var count) ? new(count) : deferred.Into(buffer, cancellationToken);
        }
        catch (IOException exception)
        {
            return ValueTask.FromException<int>(exception);
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Not every write begins a request: a server may answer while we are still sending a body.
        if (IsRequestHead(buffer.Span))
        {
            expectsHead = true; // not "|=": an answer to "Expect" may be read meanwhile
        }

        return inner.WriteAsync(buffer, cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool IsRequestHead(ReadOnlySpan<byte> bytes)
    {
        var line = bytes.IndexOf("\r\n"u8);
        return line > 0 && bytes[..line].EndsWith(" HTTP/1.1"u8);
    }

    private static bool IsHeadStart(ReadOnlySpan<byte> bytes) => bytes.Length > 0 && bytes[..Math.Min(7, bytes.Length)].SequenceEqual("HTTP/1."u8[..Math.Min(7, bytes.Length)]);

    private async ValueTask<int> ReadAnyAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (expectsHead && !buffer.IsEmpty)
        {
            await ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        }

        if (start == end)
        {
            var got = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (!expectsHead || !IsHeadStart(buffer.Span[..got]))
            {
                return got;
            }

            // An idle connection is read ahead of the next request: this read began before that was sent.
            if (pending.Length < got)
            {
                pending = new byte[Math.Max(4096, got)];
            }

            buffer.Span[..got].CopyTo(pending);
            (start, end) = (0, got);
            await ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        }

        return Take(buffer.Span);
    }

    // Only the beginning of an answer is waited for with the thread held: one that comes in drops would hold it for as long as it drips.
    private ValueTask<int> ReadInnerAsync(Memory<byte> buffer, bool isFirst, CancellationToken cancellationToken) =>
        isFirst && nearby is not null ? nearby.ReadAnswerAsync(buffer, cancellationToken) : inner.ReadAsync(buffer, cancellationToken);

    private int Take(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, end - start);
        pending.AsSpan(start, count).CopyTo(buffer);
        start += count;
        return count;
    }

    private async ValueTask ReadHeadAsync(CancellationToken cancellationToken)
    {
        var length = await ReadToBlankLineAsync(isFirst: true, cancellationToken).ConfigureAwait(false);
        for (var interim = 0; length >= 0 && IsInterim(pending.AsSpan(start, end - start));)
        {
            start += length + 4;
            interim += length + 4;
            if (interim > LongestHead)
            {
                throw new IOException("The server announces an answer again and again, and gives none.");
            }

            length = await ReadToBlankLineAsync(isFirst: false, cancellationToken).ConfigureAwait(false);
        }

        expectsHead = false;
        hasAnswered = true;
        if (length >= 0 && pending.AsSpan(start).StartsWith("HTTP/1."u8))
        {
            Insert(start + length + 2);
        }
    }

    // How far the blank line is; below zero where there is none.
    private async ValueTask<int> ReadToBlankLineAsync(bool isFirst, CancellationToken cancellationToken)
    {
        if (pending.Length == 0)
        {
            pending = new byte[4096];
        }

        int length;
        while ((length = pending.AsSpan(start, end - start).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (start > 0)
            {
                pending.AsSpan(start, end - start).CopyTo(pending);
                (start, end) = (0, end - start);
            }

            if (end == pending.Length)
            {
                if (end >= LongestHead)
                {
                    break;
                }

                Array.Resize(ref pending, Math.Max(4096, end * 2));
            }

            var count = await ReadInnerAsync(pending.AsMemory(end), isFirst, cancellationToken).ConfigureAwait(false);
            isFirst = false;
            if (count == 0 && start == end && !hasAnswered)
            {
                // Told as an end, the framework would send the request again, three times. On a kept connection once more is right: it was stale.
                throw new IOException("The server closed the connection without an answer.");
            }

            if (count == 0 || (end == 0 && pending[0] != 'H'))
            {
                end += count;
                break;
            }

            end += count;
        }

        return length;
    }

    // "Continue" and "early hints" announce the answer: nobody waits for them. 101 is the answer itself.
    private static bool IsInterim(ReadOnlySpan<byte> head) =>
        head.StartsWith("HTTP/1."u8) && head.Length > 12 && head[8] == ' ' && head[9] == '1' && !head[9..].StartsWith("101"u8);

    private void Insert(int at)
    {
        var head = pending.AsSpan(start, at - start);

        // Each name is followed by a comma instead of its colon: what is added is no longer than the head and the new name.
        var room = end - start + head.Length + Name.Length + 4;
        if (spare.Length < room)
        {
            spare = new byte[Math.Max(4096, room)];
        }

        head.CopyTo(spare);
        var length = head.Length;
        length += Encoding.Latin1.GetBytes(Name, spare.AsSpan(length));
        length += Copy(": "u8, spare.AsSpan(length));
        var first = true;
        foreach (var line in head.Split("\r\n"u8))
        {
            var text = head[line];
            var colon = text.IndexOf((byte)':');
            if (!first && colon > 0 && text[0] is not ((byte)' ' or (byte)'\t'))
            {
                length += Copy(text[..colon].TrimEnd(" \t"u8), spare.AsSpan(length));
                spare[length++] = (byte)',';
            }

            first = false;
        }

        length += Copy("\r\n"u8, spare.AsSpan(length));
        length += Copy(pending.AsSpan(at, end - at), spare.AsSpan(length));
        (pending, spare, start, end) = (spare, pending, 0, length);
    }

    private static int Copy(ReadOnlySpan<byte> bytes, Span<byte> target)
    {
        bytes.CopyTo(target);
        return bytes.Length;
    }
}
