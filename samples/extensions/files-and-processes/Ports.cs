using System.Net;
using System.Net.Sockets;
using System.Text;
using ChaosToolkit;
using ChaosToolkit.Extensions;

namespace Acme.Machine;

/// <summary>Ports that somebody else has.</summary>
public static class Ports
{
    private const int Looks = 500;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(1);

    /// <summary>Takes a port: who connects is answered by nobody, and who wants to listen there cannot.</summary>
    /// <remarks>The port is held by a process of its own, which outlives the run; its environment says what for, so that any later process can find and end it.</remarks>
    /// <param name="port">The port.</param>
    /// <param name="address">The address to listen at.</param>
    /// <param name="atMost">After this time it is free again, whoever forgot it. At most a day.</param>
    /// <returns>The id of the process that holds it.</returns>
    [Action(Module = "acme.ports")]
    public static int Take(int port, string address = "127.0.0.1", TimeSpan? atMost = null)
    {
        Libc.EnsureLinux();
        var time = atMost ?? TimeSpan.FromHours(1);
        if (port is < 1 or > ushort.MaxValue || time <= TimeSpan.Zero || time > TimeSpan.FromDays(1))
        {
            throw new ActivityFailedException($"A port is a number from 1 to 65535, and is held for a day at most; not {port} for {time}.");
        }

        using var listener = new Socket(AddressOf(address).AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.ExclusiveAddressUse = true;
            listener.Bind(new IPEndPoint(AddressOf(address), port));
            listener.Listen();
        }
        catch (SocketException exception)
        {
            throw new ActivityFailedException($"The port {port} cannot be taken: {exception.Message}", exception);
        }

        return PortHolder.Start((int)listener.SafeHandle.DangerousGetHandle(), MarkOf(port, address), time);
    }

    /// <summary>Takes back what take did, in whatever process. Nothing is done when nobody holds the port for us.</summary>
    [Action(Module = "acme.ports")]
    public static void Release(int port, string address = "127.0.0.1")
    {
        Libc.EnsureLinux();
        if (!PortHolder.EndAll(MarkOf(port, address)))
        {
            return;
        }

        // A program that is being started just now has a copy of every socket, for the moment until it runs.
        for (var look = 0; look < Looks && !IsFree(port, address); look++)
        {
            Thread.Sleep(BetweenLooks);
        }
    }

    /// <summary>Whether one could listen at a port.</summary>
    [Probe(Module = "acme.ports")]
    public static bool IsFree(int port, string address = "127.0.0.1")
    {
        using var socket = new Socket(AddressOf(address).AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(AddressOf(address), port));
            socket.Listen();
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }

    private static IPAddress AddressOf(string text) => IPAddress.TryParse(text, out var address) ? address : throw new ActivityFailedException($"'{text}' is no address.");

    // The folder is part of it: what was taken for another run is not ours to release.
    private static byte[] MarkOf(int port, string address) =>
        Encoding.UTF8.GetBytes($"{PortHolder.Variable}={AddressOf(address)} {port} {Convert.ToHexString(Encoding.UTF8.GetBytes(Environment.CurrentDirectory))}");
}
