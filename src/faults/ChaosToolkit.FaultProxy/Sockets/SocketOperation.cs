using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace ChaosToolkit.Sockets;

/// <summary>
/// One operation of a socket at a time, awaited without an allocation. Failures are values: connections that end by an error are the proxy's daily bread.
/// </summary>
internal sealed class SocketOperation : SocketAsyncEventArgs, IValueTaskSource<SocketError>
{
    private ManualResetValueTaskSourceCore<SocketError> source;

    public SocketOperation()
        : base(true) // without the execution context: nothing here reads it
    {
    }

    /// <summary>Reads what is there, waiting until there is something: then <see cref="SocketAsyncEventArgs.BytesTransferred"/> says how much.</summary>
    public ValueTask<SocketError> ReceiveAsync(Socket socket, Memory<byte> buffer)
    {
        SetBuffer(buffer);
        return Begin(socket, static (socket, operation) => socket.ReceiveAsync(operation));
    }

    /// <summary>Sends all of it.</summary>
    public ValueTask<SocketError> SendAsync(Socket socket, Memory<byte> bytes)
    {
        SetBuffer(bytes);
        return Begin(socket, static (socket, operation) => socket.SendAsync(operation));
    }

    /// <summary>Connects; <see cref="SocketAsyncEventArgs.ConnectSocket"/> is not used.</summary>
    public ValueTask<SocketError> ConnectAsync(Socket socket, EndPoint address)
    {
        RemoteEndPoint = address;
        return Begin(socket, static (socket, operation) => socket.ConnectAsync(operation));
    }

    /// <summary>Accepts a connection: then <see cref="SocketAsyncEventArgs.AcceptSocket"/> is its socket.</summary>
    public ValueTask<SocketError> AcceptAsync(Socket listener)
    {
        AcceptSocket = null;
        return Begin(listener, static (socket, operation) => socket.AcceptAsync(operation));
    }

    SocketError IValueTaskSource<SocketError>.GetResult(short token) => source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<SocketError>.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource<SocketError>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);

    protected override void OnCompleted(SocketAsyncEventArgs e) => source.SetResult(SocketError);

    private ValueTask<SocketError> Begin(Socket socket, Func<Socket, SocketOperation, bool> operation)
    {
        source.Reset();
        try
        {
            return operation(socket, this) ? new ValueTask<SocketError>(this, source.Version) : new ValueTask<SocketError>(SocketError);
        }
        catch (ObjectDisposedException)
        {
            return new ValueTask<SocketError>(SocketError.OperationAborted); // closed by the other direction, or by the proxy
        }
        catch (SocketException error)
        {
            return new ValueTask<SocketError>(error.SocketErrorCode);
        }
    }
}
