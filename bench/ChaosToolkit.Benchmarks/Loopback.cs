using System.Net;
using System.Net.Sockets;

namespace ChaosToolkit.Benchmarks;

/// <summary>The network of this machine alone.</summary>
internal static class Loopback
{
    /// <summary>A port that is free now, for programs that take no port 0.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
