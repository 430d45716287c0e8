using System.Net;
using System.Net.Sockets;
using ChaosToolkit.Http;
using ChaosToolkit.Links;
using ChaosToolkit.Toxics;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Proxies;

/// <summary>One accepted client, its connection to the upstream, and the two links between them.</summary>
internal sealed class ProxyConnection(ProxyListener listener, Socket client, ulong seed)
{
    private readonly Lock gate = new();
    private Socket? upstream;
    private bool isClosed;
    private bool resets;
    private int openLinks = 2;
    private IPAddress? address;

    /// <summary>Client to server, once connected.</summary>
    public Link? Upstream { get; private set; }

    /// <summary>Server to client, once connected.</summary>
    public Link? Downstream { get; private set; }

    /// <summary>The toxics of the proxy.</summary>
    public IReadOnlyList<PlacedToxic> Toxics => listener.Toxics;

    /// <summary>Where the client is; <see langword="null"/> when that cannot be told any more.</summary>
    public IPAddress? ClientAddress => address ??= EndPointOf(client)?.Address;

    public Link? LinkOf(ToxicStream stream) => stream == ToxicStream.Upstream ? Upstream : Downstream;

    /// <summary>Connects to the upstream and begins. It never throws.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var connected = await listener.Dialer.DialAsync(Adopt, cancellationToken).ConfigureAwait(false);
            connected.Blocking = false;
            client.Blocking = false;
            listener.Register(this, connected);
            Upstream!.Start(); // made when it was registered, as the next one
            Downstream!.Start();
        }
        catch (Exception error) when (error is SocketException or ListenException or ObjectDisposedException or OperationCanceledException)
        {
            if (!isClosed)
            {
                listener.Log.LogError(EventIds.DialFailed, "Unable to open connection to upstream: proxy {Proxy}, upstream {Upstream}, {Reason}", listener.Name, listener.Upstream, error.Message);
            }

            Close();
        }
    }

    /// <summary>Makes the links, with the toxics there are; under the lock of the proxy's state.</summary>
    public void MakeLinks(Socket connected, IReadOnlyList<PlacedToxic> toxics)
    {
        Upstream = new Link(this, ToxicStream.Upstream, client, connected, listener.Clock, seed);
        Downstream = new Link(this, ToxicStream.Downstream, connected, client, listener.Clock, seed);
        if (listener.Protocol == ProxyProtocol.Http)
        {
            var conversation = new HttpConversation(this);
            Upstream.Understand(conversation.Requests = new HttpRequestStage(Upstream, conversation));
            Downstream.Understand(conversation.Answers = new HttpAnswerStage(Downstream, conversation));
        }

        foreach (var toxic in toxics)
        {
            if (toxic.Toxic.Place == ToxicPlace.Link)
            {
                LinkOf(toxic.Stream)!.Add(toxic, change: null); // just made
            }
        }
    }

    /// <summary>Has both sockets reset when they close.</summary>
    public void ResetOnClose()
    {
        lock (gate)
        {
            resets = true;
        }
    }

    /// <summary>Ends it before it has begun.</summary>
    public void Refuse()
    {
        ResetOnClose();
        Close();
    }

    /// <summary>A toxic threw: the connection ends.</summary>
    public void Fail(string toxic, Exception error)
    {
        listener.Log.LogError(EventIds.ToxicFailed, error, "Toxic {Toxic} of proxy {Proxy} failed; its connection is closed", toxic, listener.Name);
        Close();
    }

    /// <summary>A link is over: its destination is closed, by which the other link comes to its end as well; with half-close only when that has.</summary>
    public void Ended(Link link, Socket destination)
    {
        var last = Interlocked.Decrement(ref openLinks) == 0;
        if (last)
        {
            Close();
        }
        else if (listener.HalfClose && link.Reader.EndedCleanly && !resets)
        {
            try
            {
                destination.Shutdown(SocketShutdown.Send);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                Close();
            }
        }
        else
        {
            CloseSocket(destination);
        }
    }

    /// <summary>Closes both sockets and ends all that runs for them.</summary>
    public void Close()
    {
        lock (gate)
        {
            if (isClosed)
            {
                return;
            }

            isClosed = true;
        }

        CloseSocket(client);
        if (upstream is not null)
        {
            CloseSocket(upstream);
        }

        listener.Remove(this);
        Upstream?.Kill();
        Downstream?.Kill();
    }

    /// <summary>The client, as host:port.</summary>
    public static string AddressOf(Socket socket) => EndPointOf(socket) is { } address ? ListenAddress.Format(address) : "";

    /// <summary>Where the other side of a socket is; <see langword="null"/> when that cannot be told any more.</summary>
    public static IPEndPoint? EndPointOf(Socket socket)
    {
        try
        {
            return socket.RemoteEndPoint as IPEndPoint;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return null; // gone already
        }
    }

    // The socket that is being connected: closing the connection ends the dialling.
    private void Adopt(Socket socket)
    {
        lock (gate)
        {
            if (!isClosed)
            {
                upstream = socket;
                return;
            }
        }

        socket.Dispose();
    }

    private void CloseSocket(Socket socket)
    {
        try
        {
            if (resets)
            {
                socket.LingerState = new LingerOption(true, 0);
            }
            else if (socket.Connected)
            {
                // The runtime resets a connection on which something waits, unless it was shut down before.
                socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Closed by the peer, or by us: there is nothing left to end.
        }

        socket.Dispose();
    }
}
