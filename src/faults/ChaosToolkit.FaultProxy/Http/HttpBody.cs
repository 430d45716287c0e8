namespace ChaosToolkit.Http;

/// <summary>Where the body of a message ends.</summary>
internal enum HttpFraming
{
    None,
    Length,
    Chunked,
    UntilClose,
}

/// <summary>Goes over the bytes of one message's body to find its end, and its content between the framing of chunks.</summary>
internal sealed class HttpBody
{
    private readonly HttpChunks chunks = new();
    private long left;

    public HttpBody(HttpFraming framing, long length = 0)
    {
        Framing = framing == HttpFraming.Length && length == 0 ? HttpFraming.None : framing;
        left = length;
        IsDone = Framing == HttpFraming.None;
    }

    public HttpFraming Framing { get; }

    /// <summary>Whether the end was found.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Whether its chunks are none: nobody knows where it ends.</summary>
    public bool IsMalformed => chunks.IsMalformed;

    /// <summary>Goes over some bytes: framing first, then one stretch of content.</summary>
    /// <param name="bytes">What comes next.</param>
    /// <param name="content">How many of those it went over are content; they are the last ones.</param>
    /// <returns>How many it went over.</returns>
    public int Advance(ReadOnlySpan<byte> bytes, out int content)
    {
        if (Framing == HttpFraming.Chunked)
        {
            var over = chunks.Advance(bytes, out content);
            IsDone = chunks.IsDone;
            return over;
        }

        content = Framing == HttpFraming.Length ? (int)Math.Min(left, bytes.Length) : bytes.Length;
        left -= content;
        IsDone = Framing == HttpFraming.Length && left == 0;
        return content;
    }
}
