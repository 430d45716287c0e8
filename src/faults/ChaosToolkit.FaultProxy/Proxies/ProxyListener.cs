using System.Net;
using System.Net.Sockets;
using ChaosToolkit.Chances;
using ChaosToolkit.Sockets;
using ChaosToolkit.Timing;
using ChaosToolkit.Tls;
using ChaosToolkit.Toxics;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Proxies;

/// <summary>A proxy while it listens: accepts clients and holds their connections. Disabling the proxy ends it.</summary>
internal sealed class ProxyListener : IProxyListener
{
    private const int Backlog = 4096;
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(50);
    private readonly Socket socket;
    private readonly ProxyState state;
    private readonly CancellationTokenSource stopping = new();
    private readonly HashSet<ProxyConnection> connections = [];
    private readonly ulong seed;
    private readonly AcceptGate gate;
    private readonly AcceptPolicy policy;
    private bool isStopped;

    private ProxyListener(Socket socket, IPEndPoint address, ProxyState state, string upstream, FaultProxyOptions options, TlsEnds tls, ulong seed)
    {
        this.socket = socket;
        this.state = state;
        this.seed = seed;
        Address = address;
        Upstream = upstream;
        Options = options;
        Tls = tls;
        Dialer = new UpstreamDialer(upstream, options.MaximumDials);
        gate = new AcceptGate(socket, address, Backlog);
        policy = new AcceptPolicy(state, gate, seed, Run, Log);
        policy.Apply();
    }

    public IPEndPoint Address { get; }

    public string Name => Options.Name;

    public string Upstream { get; }

    public bool HalfClose => Options.HalfClose;

    public ProxyProtocol Protocol => Options.Protocol;

    public IReadOnlyList<PlacedToxic> Toxics => state.Toxics;

    public ILogger Log => Options.Logger;

    public UpstreamDialer Dialer { get; }

    public FaultClock Clock => state.Clock;

    public TlsEnds Tls { get; }

    private FaultProxyOptions Options { get; }

    /// <summary>Tells who observes connections.</summary>
    public void Tell(ProxyEventKind kind, Socket client, string? reason = null)
    {
        if (ProxyObserver.WantsConnections(Options))
        {
            ProxyObserver.TellConnection(Options, kind, ProxyConnection.AddressOf(client), reason);
        }
    }

    /// <summary>Listens.</summary>
    /// <exception cref="ListenException">The address cannot be had.</exception>
    public static ProxyListener Start(IPEndPoint wanted, ProxyState state, string upstream, FaultProxyOptions options, TlsEnds tls, ulong seed)
    {
        Socket socket;
        try
        {
            socket = ListenSocket.Bind(wanted, Backlog);
        }
        catch (SocketException error)
        {
            throw ListenSocket.Failed("tcp", wanted, error);
        }

        var listener = new ProxyListener(socket, (IPEndPoint)socket.LocalEndPoint!, state, upstream, options, tls, seed); // bound, so it has one
        _ = listener.AcceptAsync(); // ends when the socket is closed
        return listener;
    }

    /// <summary>Has a connection that reached its upstream make its links. A change of toxics comes before, or finds the links.</summary>
    public bool Register(ProxyConnection connection, Peer client, Peer upstream)
    {
        lock (state.Gate)
        {
            return connection.MakeLinks(client, upstream, state.Toxics);
        }
    }

    public void Remove(ProxyConnection connection)
    {
        lock (state.Gate)
        {
            if (connections.Remove(connection))
            {
                state.Forget(connection);
            }
        }
    }

    /// <summary>The connections there are; under the state's lock.</summary>
    public IReadOnlyCollection<ProxyConnection> Connections => connections;

    public IReadOnlyCollection<ICounted> Open => connections;

    /// <summary>Looks at the toxics anew that refuse clients.</summary>
    public void ApplyToxics() => policy.Apply();

    /// <summary>Stops listening, then closes all connections.</summary>
    public void Dispose()
    {
        policy.Stop();
        socket.Dispose();
        stopping.Cancel(); // never disposed: it has no timer, and connections that dial still look at it
        gate.Dispose();
        ProxyConnection[] open;
        lock (state.Gate)
        {
            isStopped = true;
            open = [.. connections];
        }

        foreach (var connection in open)
        {
            connection.Close();
        }
    }

    private async Task AcceptAsync()
    {
        using var operation = new SocketOperation();
        for (ulong number = 0; ;)
        {
            var version = gate.Version;
            if (gate.Reopening is { } reopening)
            {
                await reopening.ConfigureAwait(false);
                continue;
            }

            var error = await operation.AcceptAsync(socket).ConfigureAwait(false);
            if (error == SocketError.Success && operation.AcceptSocket is { } client)
            {
                Accept(client, number++);
            }
            else if (error is SocketError.OperationAborted or SocketError.Interrupted or SocketError.NotSocket || stopping.IsCancellationRequested)
            {
                return;
            }
            else if (error != SocketError.ConnectionReset && version == gate.Version) // that one only gave up before we came to it
            {
                // Most likely there are no more file descriptors: connections that end give some back.
                Log.LogError(EventIds.AcceptFailed, "Error while accepting client: proxy {Proxy}, {Reason}", Name, error);
                await Task.Delay(AfterFailure, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private void Accept(Socket client, ulong number)
    {
        if (gate.TakeFiller(client))
        {
            client.Dispose();
            return;
        }

        var connection = new ProxyConnection(this, client, Chance.Derive(seed, number));
        lock (state.Gate)
        {
            if (isStopped)
            {
                client.Dispose();
                return;
            }

            connections.Add(connection);
        }

        if (Log.IsEnabled(LogLevel.Information))
        {
            Log.LogInformation(EventIds.Accepted, "Accepted client: {Name} {Listen} {Upstream} {Client}", Name, ListenAddress.Format(Address), Upstream, ProxyConnection.AddressOf(client));
        }

        switch (policy.Decide(connection, number))
        {
            case null:
                Run(connection);
                break;
            case RefuseMode.Refuse:
                connection.Refuse();
                break;
            default:
                break; // the policy holds it
        }
    }

    private void Run(ProxyConnection connection) => _ = connection.RunAsync(stopping.Token); // it lasts until its sockets close, and is held in the list
}
