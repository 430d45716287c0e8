using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Proxies;

/// <summary>
/// Closes a listening port for a while, and keeps the address: the kernel then refuses clients, or leaves them hanging, before they are connected. Only Linux can; elsewhere
/// the gate stays open, and clients are refused once they are connected.
/// </summary>
internal sealed class AcceptGate(Socket listener, IPEndPoint address, int backlog) : IDisposable
{
    // One is taken by the accept that waits already, one by the shortest backlog; further ones hang, as clients do.
    private const int Fillers = 3;

    private readonly Lock gate = new();
    private readonly List<Socket> fillers = [];
    private volatile ImmutableHashSet<int> filled = [];
    private TaskCompletionSource? reopening;
    private RefuseMode? mode;
    private bool isDisposed;
    private volatile int version;

    /// <summary>How often it was opened or closed.</summary>
    public int Version => version;

    /// <summary>Ends when it is open again; <see langword="null"/> where it is.</summary>
    public Task? Reopening
    {
        get
        {
            lock (gate)
            {
                return reopening?.Task;
            }
        }
    }

    /// <summary>Closes it in a way, or opens it.</summary>
    public void Set(RefuseMode? wanted)
    {
        lock (gate)
        {
            if (wanted == mode || isDisposed || !OperatingSystem.IsLinux())
            {
                return;
            }

            try
            {
                Open();
                if (wanted is { } closed)
                {
                    Close(closed);
                }

                mode = wanted;
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                Release(); // the listener is being closed; or it cannot be done here, and clients are refused one by one
            }
        }
    }

    /// <summary>Whether it is one of our own connections, by which the backlog was full.</summary>
    public bool TakeFiller(Socket client)
    {
        if (filled.IsEmpty || ProxyConnection.EndPointOf(client) is not { } address)
        {
            return false;
        }

        lock (gate)
        {
            var (former, port) = (filled, address.Port);
            filled = IPAddress.IsLoopback(address.Address.MapToIPv4()) ? former.Remove(port) : former;
            return filled != former;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            Release();
        }
    }

    private void Close(RefuseMode closed)
    {
        reopening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        version++;
        if (closed == RefuseMode.Refuse)
        {
            listener.Shutdown(SocketShutdown.Receive); // it listens no more, and stays bound
            return;
        }

        listener.Listen(0);
        for (var i = 0; i < Fillers; i++)
        {
            var filler = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            fillers.Add(filler);
            filler.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            filled = filled.Add(PortOf(filler));
            try
            {
                filler.Connect(new IPEndPoint(IsAny ? IPAddress.Loopback : address.Address, address.Port));
            }
            catch (SocketException)
            {
                // Under way, which is all that is wanted.
            }
        }
    }

    private static int PortOf(Socket filler) => ((IPEndPoint)filler.LocalEndPoint!).Port; // it is bound

    private bool IsAny => address.Address.Equals(IPAddress.Any) || address.Address.Equals(IPAddress.IPv6Any);

    private void Open()
    {
        if (reopening is not null)
        {
            listener.Listen(backlog);
            version++;
            Release();
        }
    }

    private void Release()
    {
        foreach (var filler in fillers)
        {
            if (!filler.Poll(0, SelectMode.SelectWrite))
            {
                filled = filled.Remove(PortOf(filler)); // it has never got in
            }

            filler.Dispose();
        }

        fillers.Clear();
        reopening?.SetResult();
        reopening = null;
        mode = null;
    }
}
