using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using ChaosToolkit.Http;
using ChaosToolkit.Links;
using ChaosToolkit.Sockets;
using ChaosToolkit.Timing;
using ChaosToolkit.Toxics;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Proxies;

/// <summary>One accepted client, its connection to the upstream, and the two links between them.</summary>
internal sealed partial class ProxyConnection(ProxyListener listener, Socket client, ulong seed) : ICounted
{
    private readonly Lock gate = new();
    private Socket? upstream;
    private bool isOpen;
    private bool isClosed;
    private bool resets;
    private int openLinks = 2;
    private IPAddress? address;
    private List<ConnectionAlarm>? alarms;

    /// <summary>Client to server, once connected.</summary>
    public Link? Upstream { get; private set; }

    /// <summary>Server to client, once connected.</summary>
    public Link? Downstream { get; private set; }

    public ILogger Log => listener.Log;

    /// <summary>The toxics of the proxy.</summary>
    public IReadOnlyList<PlacedToxic> Toxics => listener.Toxics;

    /// <summary>Where the client is; <see langword="null"/> when that cannot be told any more.</summary>
    public IPAddress? ClientAddress => address ??= EndPointOf(client)?.Address;

    public TrafficCount Counted => Upstream is { } up && Downstream is { } down ? new(up.Reader.Received, up.Writer.Sent, down.Reader.Received, down.Writer.Sent) : default;

    public Link? LinkOf(ToxicStream stream) => stream == ToxicStream.Upstream ? Upstream : Downstream;

    /// <summary>Connects to the upstream and begins. It never throws.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var near = await NearAsync(cancellationToken).ConfigureAwait(false);
            var connected = await listener.Dialer.DialAsync(Adopt, cancellationToken).ConfigureAwait(false);
            var far = await FarAsync(connected, cancellationToken).ConfigureAwait(false);
            listener.Register(this, near, far);
            listener.Tell(ProxyEventKind.ConnectionOpened, client);
            isOpen = true;
            Upstream!.Start(); // made when it was registered, as the next one
            Downstream!.Start();
        }
        catch (Exception error) when (error is SocketException or ListenException or ObjectDisposedException or OperationCanceledException or IOException or AuthenticationException)
        {
            if (!isClosed)
            {
                listener.Tell(ProxyEventKind.ConnectionFailed, client, ReasonOf(error));
            }

            if (!isClosed && shaking is { } side)
            {
                Log.LogError(EventIds.HandshakeFailed, "TLS handshake failed: proxy {Proxy}, with {Side}, client {Client}, {Reason}", listener.Name, side, AddressOf(client), ReasonOf(error));
            }
            else if (!isClosed)
            {
                Log.LogError(EventIds.DialFailed, "Unable to open connection to upstream: proxy {Proxy}, upstream {Upstream}, {Reason}", listener.Name, listener.Upstream, error.Message);
            }

            Close();
        }
    }

    /// <summary>Makes the links, with the toxics there are; under the lock of the proxy's state.</summary>
    public void MakeLinks(Peer near, Peer far, IReadOnlyList<PlacedToxic> toxics)
    {
        Upstream = new Link(this, ToxicStream.Upstream, near, far, listener.Clock, seed);
        Downstream = new Link(this, ToxicStream.Downstream, far, near, listener.Clock, seed);
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
        listener.Tell(ProxyEventKind.ConnectionFailed, client, "refused by a toxic");
        ResetOnClose();
        Close();
    }

    /// <summary>An alarm of a toxic's, which lasts no longer than the connection.</summary>
    public ConnectionAlarm MakeAlarm(PlacedToxic placed, FaultClock clock)
    {
        var alarm = new ConnectionAlarm(this, placed, clock);
        lock (gate)
        {
            (alarms ??= []).Add(alarm);
        }

        return alarm;
    }

    /// <summary>A toxic threw: the connection ends.</summary>
    public void Fail(string toxic, Exception error)
    {
        Log.ToxicFailed(toxic, listener.Name, error);
        Close();
    }

    /// <summary>A link is over: its destination is closed, by which the other link comes to its end as well; with half-close only when that has.</summary>
    public void Ended(Link link, Peer peer)
    {
        var destination = peer.Socket;
        if (!resets)
        {
            peer.SayEnd();
        }

        var last = Interlocked.Decrement(ref openLinks) == 0;
        if (last)
        {
            Close();
        }
        else if (listener.HalfClose && link.Reader.EndedCleanly && !link.IsCut && !resets)
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
            alarms?.ForEach(static alarm => alarm.Cancel());
        }

        if (isOpen)
        {
            listener.Tell(ProxyEventKind.ConnectionClosed, client);
        }

        CloseSocket(client);
        if (upstream is not null)
        {
            CloseSocket(upstream);
        }

        nearTls?.Dispose();
        farTls?.Dispose();

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
