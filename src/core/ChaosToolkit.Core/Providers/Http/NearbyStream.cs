using System.Diagnostics;
using System.Net.Sockets;

namespace ChaosToolkit.Providers.Http;

/// <summary>A connection to a server that may be near: its answers then come sooner than a thread could be woken for them, so they are waited for where we are.</summary>
/// <remarks>The wait is short, and where answers take longer than it, none is waited for until one came in time again.</remarks>
internal sealed class NearbyStream : NetworkStream
{
    /// <summary>How long an answer is waited for with the thread held.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(1);

    // Looking again and again is quicker than to be woken, but takes a processor, which the server may need.
    private static readonly TimeSpan Looking = Environment.ProcessorCount > 1 ? TimeSpan.FromMicroseconds(50) : TimeSpan.Zero;

    private bool isNear = true;

    public NearbyStream(Socket socket)
        : base(socket, ownsSocket: true) => socket.Blocking = false;

    /// <summary>Reads what has come. An end has come too: it is no bytes.</summary>
    /// <returns>Whether anything has.</returns>
    /// <exception cref="IOException">The connection is broken.</exception>
    public bool TryRead(Span<byte> buffer, out int count)
    {
        count = Socket.Receive(buffer, SocketFlags.None, out var error);
        return error switch
        {
            SocketError.Success => true,
            SocketError.WouldBlock => false,
            _ => throw Broken(new SocketException((int)error)),
        };
    }

    /// <summary>Reads what the server says to what was just sent.</summary>
    /// <exception cref="IOException">The connection is broken.</exception>
    public ValueTask<int> ReadAnswerAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var asked = Stopwatch.GetTimestamp();
        return isNear && TryReadSoon(buffer.Span, asked, out var count) ? new(count) : ReadLateAsync(buffer, asked, cancellationToken);
    }

    private bool TryReadSoon(Span<byte> buffer, long asked, out int count)
    {
        do
        {
            if (TryRead(buffer, out count))
            {
                return true;
            }
        }
        while (Stopwatch.GetElapsedTime(asked) < Looking);

        try
        {
            return Socket.Poll(Longest, SelectMode.SelectRead) && TryRead(buffer, out count);
        }
        catch (SocketException exception)
        {
            throw Broken(exception);
        }
    }

    private async ValueTask<int> ReadLateAsync(Memory<byte> buffer, long asked, CancellationToken cancellationToken)
    {
        var count = await ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        isNear = Stopwatch.GetElapsedTime(asked) < Longest;
        return count;
    }

    private static IOException Broken(SocketException exception) => new(exception.Message, exception);
}
