using System.Net;
using System.Net.Sockets;
using ChaosToolkit.Http;
using ChaosToolkit.Links;
using ChaosToolkit.Sockets;
using ChaosToolkit.Toxics;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Proxies;

/// <summary>One accepted client, its connection to the upstream, and the two links between them.</summary>
internal sealed partial class ProxyConnection(ProxyListener listener, Socket client, ulong seed) : ICounted
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);
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
            if (!OperatingSystem.IsLinux())
            {
                SocketSettings.Apply(client); // there it has them of the listener
            }

            var near = await NearAsync(cancellationToken).ConfigureAwait(false);
            var connected = await listener.Dialer.DialAsync(Adopt, cancellationToken).ConfigureAwait(false);
            var far = await FarAsync(connected, cancellationToken).ConfigureAwait(false);
            if (!listener.Register(this, near, far))
            {
                nearTls?.Dispose(); // which were not there when it was closed
                farTls?.Dispose();
                return;
            }

            listener.Tell(ProxyEventKind.ConnectionOpened, client);
            Upstream!.Start(); // made when it was registered, as the next one
            Downstream!.Start();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
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
                Log.DialFailed(listener.Name, listener.Upstream, error);
            }

            Close();
        }
    }

    /// <summary>Makes the links, with the toxics there are; under the lock of the proxy's state. False when the connection was closed meanwhile.</summary>
    public bool MakeLinks(Peer near, Peer far, IReadOnlyList<PlacedToxic> toxics)
    {
        lock (gate)
        {
            if (isClosed)
            {
                return false;
            }

            isOpen = true;
        }

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
            if (toxic.Toxic is ILinkToxic)
            {
                LinkOf(toxic.Stream)!.Add(toxic, change: null); // just made
            }
        }

        return true;
    }

    /// <summary>Whether the client has ended or reset the connection, of one that was not begun: nobody reads it.</summary>
    public bool HasGone()
    {
        try
        {
            return OperatingSystem.IsLinux() ? IsEnded() : client.Poll(0, SelectMode.SelectRead) && client.Available == 0;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return true;
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

    /// <summary>An alarm that closes it, of a toxic where it is one's; it lasts no longer than the connection.</summary>
    public ConnectionAlarm MakeAlarm(PlacedToxic? placed)
    {
        var alarm = new ConnectionAlarm(this, placed, listener.Clock);
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
        else if ((link.Lingers || (listener.HalfClose && link.Reader.EndedCleanly && !link.IsCut)) && !resets)
        {
            if (link.Lingers)
            {
                MakeAlarm(null).Set(listener.Clock.Now + Linger.Ticks);
            }

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

    // An end behind bytes that nobody reads shows only in the state of the connection, the first byte of Linux's tcp_info. CLOSE_WAIT: the client sends no more; where half-close is
    // on, it may still wait for an answer.
    private bool IsEnded()
    {
        const int TcpInfo = 11, Close = 7, CloseWait = 8;
        Span<byte> state = stackalloc byte[1];
        return client.GetRawSocketOption((int)SocketOptionLevel.Tcp, TcpInfo, state) > 0 && (state[0] == Close || (state[0] == CloseWait && !listener.HalfClose));
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
