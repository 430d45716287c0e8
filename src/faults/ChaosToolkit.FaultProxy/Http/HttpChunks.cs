namespace ChaosToolkit.Http;

/// <summary>The framing of chunked bodies: a size in hexadecimal digits, so many bytes, again; after size 0 trailers and an empty line.</summary>
internal sealed class HttpChunks
{
    private const long Largest = long.MaxValue >> 8;
    private State state = State.Size;
    private long size;
    private bool hasDigits;

    private enum State
    {
        Size,
        SizeLineFeed,
        Extension,
        Data,
        DataEnd,
        DataLineFeed,
        LineStart,
        Trailer,
        LastLineFeed,
        Done,
        Malformed,
    }

    public bool IsDone => state == State.Done;

    public bool IsMalformed => state == State.Malformed;

    /// <inheritdoc cref="HttpBody.Advance"/>
    public int Advance(ReadOnlySpan<byte> bytes, out int content)
    {
        content = 0;
        var over = 0;
        while (over < bytes.Length && state is not (State.Done or State.Malformed))
        {
            if (state == State.Data)
            {
                content = (int)Math.Min(size, bytes.Length - over);
                size -= content;
                state = size == 0 ? State.DataEnd : State.Data;
                return over + content;
            }

            state = Next(bytes[over++]);
        }

        return over;
    }

    private State Next(byte next) => state switch
    {
        State.Size => SizeDigit(next),
        State.SizeLineFeed => next == '\n' ? AfterSize() : State.Malformed,
        State.Extension => next == '\n' ? AfterSize() : State.Extension,
        State.DataEnd => next == '\r' ? State.DataLineFeed : next == '\n' ? State.Size : State.Malformed,
        State.DataLineFeed => next == '\n' ? State.Size : State.Malformed,
        State.LineStart => next == '\r' ? State.LastLineFeed : next == '\n' ? State.Done : State.Trailer,
        State.Trailer => next == '\n' ? State.LineStart : State.Trailer,
        State.LastLineFeed => next == '\n' ? State.Done : State.Malformed,
        _ => state,
    };

    private State SizeDigit(byte next)
    {
        if (char.IsAsciiHexDigit((char)next) && size <= Largest >> 4)
        {
            size = (size << 4) + (next <= '9' ? next - '0' : (next | 0x20) - 'a' + 10);
            hasDigits = true;
            return State.Size;
        }

        return !hasDigits ? State.Malformed : (char)next switch
        {
            '\r' => State.SizeLineFeed,
            '\n' => AfterSize(),
            ';' or ' ' or '\t' => State.Extension,
            _ => State.Malformed,
        };
    }

    private State AfterSize()
    {
        hasDigits = false;
        return size == 0 ? State.LineStart : State.Data;
    }
}
