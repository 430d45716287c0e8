using System.Net.Security;
using System.Net.Sockets;

namespace ChaosToolkit.Sockets;

/// <summary>A side of a connection: its socket, and TLS over it where the proxy ends that.</summary>
internal sealed class Peer(Socket socket, SslStream? tls)
{
    public Socket Socket => socket;

    public SslStream? Tls => tls;

    /// <summary>Reads what is there, waiting until there is something; <see langword="null"/> where the connection failed.</summary>
    public static async ValueTask<int?> ReadAsync(SslStream tls, Memory<byte> buffer)
    {
        try
        {
            return await tls.ReadAsync(buffer).ConfigureAwait(false);
        }
        catch (Exception error) when (IsEnd(error))
        {
            return null;
        }
    }

    /// <summary>Sends all of it; false when the connection does not take it any more.</summary>
    public static async ValueTask<bool> WriteAsync(SslStream tls, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await tls.WriteAsync(bytes).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (IsEnd(error))
        {
            return false;
        }
    }

    /// <summary>Tells the other side of TLS that nothing more comes, unless it does not read: nobody waits for that.</summary>
    public void SayEnd()
    {
        if (tls is not null)
        {
            _ = SayEndAsync(tls); // it never throws
        }
    }

    private static async Task SayEndAsync(SslStream tls)
    {
        try
        {
            await tls.ShutdownAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (IsEnd(error))
        {
            // The other side is gone.
        }
    }

    private static bool IsEnd(Exception error) => error is IOException or ObjectDisposedException or InvalidOperationException or SocketException or System.Security.Authentication.AuthenticationException;
}
