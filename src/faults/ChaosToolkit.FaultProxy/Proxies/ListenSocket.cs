using System.Net;
using System.Net.Sockets;
using ChaosToolkit.Sockets;

namespace ChaosToolkit.Proxies;

/// <summary>Makes the socket of a listener.</summary>
internal static class ListenSocket
{
    /// <summary>Listens at an address.</summary>
    /// <remarks>A port that the kernel chose is lost when the <see cref="AcceptGate"/> closes it; one that was asked for by its number stays.</remarks>
    /// <exception cref="SocketException">It cannot be had.</exception>
    public static Socket Bind(IPEndPoint wanted, int backlog)
    {
        for (var attempts = 1; wanted.Port == 0 && OperatingSystem.IsLinux(); attempts++)
        {
            IPEndPoint chosen;
            using (var free = Bound(wanted, backlog: null))
            {
                chosen = (IPEndPoint)free.LocalEndPoint!; // bound
            }

            try
            {
                return Bound(chosen, backlog);
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse && attempts < 20)
            {
                // Somebody was faster.
            }
        }

        return Bound(wanted, backlog);
    }

    private static Socket Bound(IPEndPoint address, int? backlog)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            SocketSettings.Apply(socket); // Linux hands them on to what is accepted
            socket.Bind(address);
            if (backlog is { } length)
            {
                socket.Listen(length);
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
