using System.Net;
using System.Net.Sockets;
using ChaosToolkit.Chances;
using ChaosToolkit.Links;
using ChaosToolkit.Proxies;
using ChaosToolkit.Timing;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Datagrams;

/// <summary>A proxy of datagrams while it listens: a session for each client's address, up to a number.</summary>
internal sealed class DatagramListener : IProxyListener
{
    /// <summary>Where completions run on the thread that looks after all sockets, a busy one must leave it.</summary>
    public const int ReadsInARow = 32;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(50);
    private readonly Socket socket;
    private readonly ProxyState state;
    private readonly FaultProxyOptions options;
    private readonly CancellationTokenSource stopping = new();
    private readonly Dictionary<SocketAddress, DatagramSession> sessions = [];
    private readonly ulong seed;
    private bool isStopped;

    private DatagramListener(Socket socket, ProxyState state, string upstream, FaultProxyOptions options, ulong seed)
    {
        this.socket = socket;
        this.state = state;
        this.options = options;
        this.seed = seed;
        Address = (IPEndPoint)socket.LocalEndPoint!; // bound
        Upstream = upstream;
        Dialer = new UpstreamDialer(upstream, options.MaximumDials);
    }

    public IPEndPoint Address { get; }

    public string Name => options.Name;

    public string Upstream { get; }

    public ILogger Log => options.Logger;

    public UpstreamDialer Dialer { get; }

    public FaultClock Clock => state.Clock;

    /// <summary>How long a session lasts without a datagram.</summary>
    public TimeSpan Idle => options.SessionTimeout;

    public IReadOnlyCollection<ICounted> Open => sessions.Values;

    public IReadOnlyCollection<ProxyConnection> Connections => [];

    /// <summary>Listens.</summary>
    /// <exception cref="ListenException">The address cannot be had.</exception>
    public static DatagramListener Start(IPEndPoint wanted, ProxyState state, string upstream, FaultProxyOptions options, ulong seed)
    {
        Socket socket;
        try
        {
            socket = ListenSocket.BindDatagrams(wanted);
        }
        catch (SocketException error)
        {
            throw ListenSocket.Failed("udp", wanted, error);
        }

        var listener = new DatagramListener(socket, state, upstream, options, seed);
        _ = listener.ReceiveAsync(); // ends when the socket is closed
        return listener;
    }

    public void ApplyToxics()
    {
        DatagramSession[] open;
        lock (state.Gate)
        {
            open = [.. sessions.Values];
        }

        foreach (var session in open)
        {
            session.Apply(state.Toxics);
        }
    }

    public void Tell(ProxyEventKind kind, string client, string? reason = null) => ProxyObserver.TellConnection(options, kind, client, reason);

    /// <summary>Sends to a client.</summary>
    /// <returns>How many bytes were sent; 0 where they are lost, as datagrams are.</returns>
    public int Send(ReadOnlySpan<byte> bytes, SocketAddress client)
    {
        try
        {
            return socket.SendTo(bytes, SocketFlags.None, client);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return 0;
        }
    }

    public void Remove(DatagramSession session)
    {
        lock (state.Gate)
        {
            if (sessions.GetValueOrDefault(session.Address) == session)
            {
                sessions.Remove(session.Address);
                state.Forget(session);
            }
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        stopping.Cancel(); // never disposed: it has no timer, and sessions still look at it
        DatagramSession[] open;
        lock (state.Gate)
        {
            isStopped = true;
            open = [.. sessions.Values];
        }

        foreach (var session in open)
        {
            session.Close();
        }
    }

    private async Task ReceiveAsync()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(ChunkPool.LargestSize, pinned: true);
        var client = new SocketAddress(socket.AddressFamily);
        ulong number = 0;
        for (var reads = 1; ; reads++)
        {
            if (reads % ReadsInARow == 0)
            {
                await Task.Yield();
            }

            try
            {
                var length = await socket.ReceiveFromAsync(buffer, SocketFlags.None, client, stopping.Token).ConfigureAwait(false);
                SessionOf(client, ref number)?.Take(buffer.AsSpan(0, length));
            }
            catch (Exception error) when (error is ObjectDisposedException or OperationCanceledException || stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                Log.LogError(EventIds.AcceptFailed, "Error while accepting client: proxy {Proxy}, {Reason}", Name, error is SocketException failed ? failed.SocketErrorCode.ToString() : error.Message);
                await Task.Delay(AfterFailure, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private DatagramSession? SessionOf(SocketAddress client, ref ulong number)
    {
        DatagramSession session;
        DatagramSession? oldest = null;
        lock (state.Gate)
        {
            if (sessions.TryGetValue(client, out var known))
            {
                return known;
            }

            if (isStopped)
            {
                return null;
            }

            // Who was silent for longest gives way.
            oldest = sessions.Count >= options.MaximumSessions ? sessions.Values.MinBy(static one => one.LastActive) : null;
            session = Make(client, number++);
            sessions.Add(session.Address, session);
            session.Apply(state.Toxics);
        }

        oldest?.Close();
        if (Log.IsEnabled(LogLevel.Information))
        {
            Log.LogInformation(EventIds.Accepted, "Accepted client: {Name} {Listen} {Upstream} {Client}", Name, ListenAddress.Format(Address), Upstream, session.Client);
        }

        _ = session.RunAsync(stopping.Token); // until it is closed
        return session;
    }

    private DatagramSession Make(SocketAddress client, ulong number)
    {
        var own = new SocketAddress(client.Family, client.Size);
        client.Buffer[..client.Size].CopyTo(own.Buffer);
        var address = (IPEndPoint)Address.Create(own);
        return new DatagramSession(this, own, address, Chance.Derive(seed, number));
    }
}
