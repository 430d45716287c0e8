using System.Net;
using System.Net.Sockets;
using ChaosToolkit.Sockets;

namespace ChaosToolkit.Proxies;

/// <summary>Makes the socket of a listener.</summary>
internal static class ListenSocket
{
    // SIO_UDP_CONNRESET
    private const int ResetsOfDatagrams = unchecked((int)0x9800000C);

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

    /// <summary>Takes datagrams at an address.</summary>
    /// <exception cref="SocketException">It cannot be had.</exception>
    public static Socket BindDatagrams(IPEndPoint address)
    {
        var socket = Datagrams(address.AddressFamily);
        try
        {
            if (address.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(address);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A socket that sends datagrams to an address and takes its answers.</summary>
    /// <exception cref="SocketException">The address cannot be reached.</exception>
    public static Socket ConnectDatagrams(IPEndPoint address)
    {
        var socket = Datagrams(address.AddressFamily);
        try
        {
            socket.Connect(address);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Why listening failed, as Toxiproxy says it.</summary>
    public static ListenException Failed(string network, IPEndPoint wanted, SocketException error) =>
        new(ListenAddress.Format(wanted), $"bind: {Reason(error)}", $"listen {network} {ListenAddress.Format(wanted)}");

    // Never waited for: what does not fit is lost, as on any network.
    private static Socket Datagrams(AddressFamily family)
    {
        var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        if (OperatingSystem.IsWindows())
        {
            socket.IOControl(ResetsOfDatagrams, [0, 0, 0, 0], null); // a client that is gone is no failure of the listener's
        }

        return socket;
    }

    private static string Reason(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "address already in use",
        SocketError.AddressNotAvailable => "cannot assign requested address",
        SocketError.AccessDenied => "permission denied",
        _ => error.Message,
    };

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
