using System.Net.Sockets;

namespace ChaosToolkit.Sockets;

/// <summary>What both sides of a proxy have set: no delay for small writes, and a keep-alive of 15 s.</summary>
internal static class SocketSettings
{
    private const int KeepAliveSeconds = 15;

    public static void Apply(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveSeconds);
    }
}
