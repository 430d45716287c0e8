using System.Net;
using System.Net.Sockets;
using ChaosToolkit.Links;
using ChaosToolkit.Proxies;
using ChaosToolkit.Timing;
using ChaosToolkit.Toxics;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Datagrams;

/// <summary>What one client's address and the upstream send each other. As an alarm it ends when neither has sent for a while.</summary>
internal sealed class DatagramSession : Alarm, ICounted
{
    // While the upstream's name is looked up.
    private const int MostPending = 64;

    private readonly DatagramListener listener;
    private readonly Lock gate = new();
    private readonly List<byte[]> pending = [];
    private Socket? socket;
    private long last;
    private volatile bool isClosed;
    private bool isOpen;
    private bool isRefused;
    private long receivedUpstream;
    private long sentUpstream;
    private long receivedDownstream;
    private long sentDownstream;

    public DatagramSession(DatagramListener listener, SocketAddress address, IPEndPoint client, ulong seed)
    {
        this.listener = listener;
        Address = address;
        Client = ListenAddress.Format(client);
        last = listener.Clock.Now;
        Upstream = new DatagramPipe(listener.Clock, ToxicStream.Upstream, client.Address, seed, SendUpstream, Fail, listener.Log);
        Downstream = new DatagramPipe(listener.Clock, ToxicStream.Downstream, client.Address, seed, SendDownstream, Fail, listener.Log);
    }

    /// <summary>The client, as the kernel knows it.</summary>
    public SocketAddress Address { get; }

    /// <summary>The client, as host:port.</summary>
    public string Client { get; }

    /// <summary>When something was last sent, in ticks of the clock.</summary>
    public long LastActive => Volatile.Read(ref last);

    public TrafficCount Counted => new(receivedUpstream, sentUpstream, receivedDownstream, sentDownstream);

    private DatagramPipe Upstream { get; }

    private DatagramPipe Downstream { get; }

    public void Apply(IReadOnlyList<PlacedToxic> toxics)
    {
        Upstream.Apply(toxics);
        Downstream.Apply(toxics);
    }

    /// <summary>Connects to the upstream, and passes on what it sends until the session ends. It never throws.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        listener.Clock.Set(this, LastActive + listener.Idle.Ticks);
        try
        {
            var connected = Adopt(await listener.Dialer.ResolveAsync(cancellationToken).ConfigureAwait(false));
            if (connected is not null)
            {
                await ReceiveAsync(connected).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            if (!isClosed)
            {
                listener.Log.DialFailed(listener.Name, listener.Upstream, error);
                listener.Tell(ProxyEventKind.ConnectionFailed, Client, error.Message);
            }
        }

        Close();
    }

    /// <summary>Takes a datagram of the client.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        Touch();
        Upstream.Take(bytes);
        receivedUpstream += bytes.Length;
    }

    public void Close()
    {
        lock (gate)
        {
            if (isClosed)
            {
                return;
            }

            isClosed = true;
            socket?.Dispose();
        }

        listener.Clock.Cancel(this);
        Upstream.Close();
        Downstream.Close();
        listener.Remove(this);
        if (isOpen)
        {
            listener.Tell(ProxyEventKind.ConnectionClosed, Client);
        }
    }

    protected internal override ILogger Log => listener.Log;

    protected internal override void Ring()
    {
        var due = LastActive + listener.Idle.Ticks;
        if (due <= listener.Clock.Now)
        {
            Close();
        }
        else if (!isClosed)
        {
            listener.Clock.Set(this, due);
        }
    }

    private void Fail(string toxic, Exception error)
    {
        Log.ToxicFailed(toxic, listener.Name, error);
        Close();
    }

    private void Touch() => Volatile.Write(ref last, listener.Clock.Now);

    private Socket? Adopt(IPEndPoint address)
    {
        var connected = ListenSocket.ConnectDatagrams(address);
        lock (gate)
        {
            if (isClosed)
            {
                connected.Dispose();
                return null;
            }

            socket = connected;
            isOpen = true;
            listener.Tell(ProxyEventKind.ConnectionOpened, Client);
            foreach (var bytes in pending)
            {
                Send(connected, bytes);
            }

            pending.Clear();
            return connected;
        }
    }

    private async Task ReceiveAsync(Socket connected)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(ChunkPool.LargestSize, pinned: true);
        for (var reads = 1; !isClosed; reads++)
        {
            if (reads % DatagramListener.ReadsInARow == 0)
            {
                await Task.Yield();
            }

            try
            {
                var length = await connected.ReceiveAsync(buffer, SocketFlags.None).ConfigureAwait(false);
                Touch();
                Downstream.Take(buffer.AsSpan(0, length));
                receivedDownstream += length;
            }
            catch (SocketException error) when (IsRefused(error))
            {
                Refused(); // nobody is there yet; somebody may be later
            }
        }
    }

    // Under the lock of the pipe.
    private void SendUpstream(Chunk datagram)
    {
        lock (gate)
        {
            if (socket is not null)
            {
                Send(socket, datagram.Span);
            }
            else if (pending.Count < MostPending)
            {
                pending.Add(datagram.Span.ToArray());
            }
        }
    }

    private void Send(Socket connected, ReadOnlySpan<byte> bytes)
    {
        // A refusal of the datagram before is told in place of sending this one.
        for (var attempt = 0; attempt < 2; attempt++)
        {
            try
            {
                sentUpstream += connected.Send(bytes, SocketFlags.None);
                return;
            }
            catch (SocketException error) when (IsRefused(error))
            {
                Refused();
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                return; // lost, as datagrams are
            }
        }
    }

    private void SendDownstream(Chunk datagram) => sentDownstream += listener.Send(datagram.Span, Address);

    private void Refused()
    {
        if (!isRefused)
        {
            isRefused = true;
            listener.Tell(ProxyEventKind.ConnectionFailed, Client, "connection refused");
        }
    }

    private static bool IsRefused(SocketException error) => error.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset;
}
