using System.Net;
using ChaosToolkit.Chances;
using ChaosToolkit.Datagrams;
using ChaosToolkit.Timing;
using ChaosToolkit.Tls;
using ChaosToolkit.Toxics;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Proxies;

/// <summary>
/// A proxy of TCP or UDP between clients and a server, whose connections are disturbed by toxics while they live. All members may be called from any thread; changes take
/// place one after another and never wait for a client or a server.
/// </summary>
/// <example><code>
/// await using var proxy = await FaultProxy.StartAsync("127.0.0.1:6379");
/// await proxy.AddAsync(new LatencyToxic { Latency = TimeSpan.FromSeconds(1) });
/// </code></example>
public sealed partial class FaultProxy : IAsyncDisposable
{
    private readonly FaultProxyOptions options;
    private readonly ProxyState state;
    private readonly ulong seed;
    private readonly TlsEnds tls;
    private readonly SemaphoreSlim changing = new(1);
    private volatile IProxyListener? listener;
    private ulong placed;

    private FaultProxy(string upstream, FaultProxyOptions options)
    {
        this.options = options;
        if (options.Protocol == ProxyProtocol.Udp && (options.ListenTls is not null || options.UpstreamTls is not null || options.HalfClose))
        {
            throw new ArgumentException($"The proxy '{options.Name}' has protocol 'udp': {(options.HalfClose ? "half-close is of connections" : "TLS is of connections")}");
        }

        tls = new TlsEnds(options);
        state = new ProxyState(FaultClock.Of(options.TimeProvider));
        seed = options.Seed is { } given ? (ulong)given : (ulong)options.TimeProvider.GetUtcNow().Ticks;
        Upstream = upstream;
        Listen = options.Listen;
    }

    /// <summary>What the proxy is called.</summary>
    public string Name => options.Name;

    /// <summary>Where it listens, as <c>host:port</c>: the real address once it has listened, what was asked for before.</summary>
    public string Listen { get; private set; }

    /// <summary>The address it listens on.</summary>
    /// <exception cref="InvalidOperationException">The proxy is disabled.</exception>
    public IPEndPoint EndPoint => listener?.Address ?? throw new InvalidOperationException($"The proxy '{Name}' is disabled: it has no address.");

    /// <summary>Where it connects to, as <c>host:port</c>.</summary>
    public string Upstream { get; private set; }

    /// <summary>What its connections speak.</summary>
    public ProxyProtocol Protocol => options.Protocol;

    internal FaultProxyOptions Options => options;

    /// <summary>Whether it listens.</summary>
    public bool IsEnabled => listener is not null;

    /// <summary>The toxics in the order in which bytes meet them: first those of the upstream direction, then the others.</summary>
    public IReadOnlyList<Toxic> Toxics => [.. state.Toxics.OrderBy(static placed => placed.Stream).Select(static placed => placed.Toxic)];

    /// <summary>What went through it, and how many connections are open.</summary>
    public ProxyTraffic Traffic
    {
        get
        {
            lock (state.Gate)
            {
                return state.Count(listener?.Open ?? []);
            }
        }
    }

    /// <summary>Starts a proxy.</summary>
    /// <param name="upstream">Where it connects to, as <c>host:port</c>. It need not answer yet.</param>
    /// <param name="options">How; the default listens on a free port of this machine.</param>
    /// <param name="cancellationToken">Ends the look-up of the address's name.</param>
    /// <exception cref="ArgumentException">A certificate or key cannot be used, the name of the upstream's server is none that a host can have, or an option is not for the protocol.</exception>
    /// <exception cref="ListenException">It cannot listen there.</exception>
    public static async Task<FaultProxy> StartAsync(string upstream, FaultProxyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upstream);
        var proxy = new FaultProxy(upstream, options ?? new FaultProxyOptions());
        if (proxy.options.Enabled)
        {
            await proxy.EnableAsync(cancellationToken).ConfigureAwait(false);
        }

        return proxy;
    }

    /// <summary>Starts a proxy.</summary>
    /// <inheritdoc cref="StartAsync(string, FaultProxyOptions?, CancellationToken)"/>
    public static Task<FaultProxy> StartAsync(IPEndPoint upstream, FaultProxyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upstream);
        return StartAsync(ListenAddress.Format(upstream), options, cancellationToken);
    }

    /// <summary>Listens, when it does not.</summary>
    /// <exception cref="ListenException">It cannot listen there.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed of.</exception>
    public Task EnableAsync(CancellationToken cancellationToken = default) => ChangeAsync(null, null, enabled: true, cancellationToken);

    /// <summary>Stops listening and closes all connections: the server is down. Toxics stay.</summary>
    public Task DisableAsync(CancellationToken cancellationToken = default) => ChangeAsync(null, null, enabled: false, cancellationToken);

    /// <summary>Moves the proxy. Where an address differs, all connections are closed; where none does, nothing happens. Toxics stay.</summary>
    /// <param name="listen">Where it listens; <see langword="null"/>: where it does.</param>
    /// <param name="upstream">Where it connects to; <see langword="null"/>: where it does.</param>
    /// <param name="enabled">Whether it listens then; <see langword="null"/>: when it did.</param>
    /// <param name="cancellationToken">Ends the look-up of the address's name.</param>
    /// <exception cref="ListenException">It cannot listen there. When the address itself is wrong, nothing has changed; else it is disabled, with the new addresses.</exception>
    /// <exception cref="ObjectDisposedException">It is to listen, and was disposed of.</exception>
    public Task ChangeAsync(string? listen, string? upstream, bool? enabled, CancellationToken cancellationToken = default) =>
        ChangeAsync(listen, upstream, enabled, null, expired: false, cancellationToken);

    /// <summary>Likewise, where its being disabled is lent, or a lease has run out; that is only told.</summary>
    internal async Task ChangeAsync(string? listen, string? upstream, bool? enabled, TimeSpan? lease, bool expired, CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        var (wasEnabled, isMoved) = (IsEnabled, false);
        try
        {
            var wanted = enabled ?? IsEnabled;
            if ((listen is not null && await DiffersAsync(listen, cancellationToken).ConfigureAwait(false)) || (upstream is not null && upstream != Upstream))
            {
                Stop();
                isMoved = true;
                Listen = listen ?? Listen;
                Upstream = upstream ?? Upstream;
            }

            if (wanted && !IsEnabled)
            {
                await ListenAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (!wanted)
            {
                Stop();
            }
        }
        finally
        {
            Changed(wasEnabled, isMoved, lease, expired);
            changing.Release();
        }
    }

    /// <summary>Stops the proxy for good: it listens no more, and its connections are closed.</summary>
    public async ValueTask DisposeAsync()
    {
        isEnding = true;
        await DisableAsync().ConfigureAwait(false);
        IReadOnlyList<PlacedToxic> left;
        lock (state.Gate)
        {
            left = state.Toxics;
            state.Toxics = [];
        }

        Ended(left);
    }

    /// <summary>Whether listening there means to move: it is not where the proxy listens, nor what it was asked for.</summary>
    /// <exception cref="ListenException">It is no address.</exception>
    internal async ValueTask<bool> DiffersAsync(string address, CancellationToken cancellationToken)
    {
        if (address == Listen)
        {
            return false;
        }

        var resolved = ListenAddress.Format(await ListenAddress.ResolveListenAsync(address, cancellationToken).ConfigureAwait(false));
        if (resolved == Listen)
        {
            return false;
        }

        // A disabled proxy shows its address as it was given.
        return listener is not null || resolved != ListenAddress.Format(await ListenAddress.ResolveListenAsync(Listen, cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask ListenAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isEnding, this); // nobody would ever end it
        IPEndPoint address;
        try
        {
            address = await ListenAddress.ResolveListenAsync(Listen, cancellationToken).ConfigureAwait(false);
        }
        catch (ListenException error)
        {
            throw new ListenException(Listen, error.Reason, Protocol == ProxyProtocol.Udp ? "listen udp" : "listen tcp");
        }

        var own = Chance.Derive(seed, Chance.Hash(Name));
        listener = Protocol == ProxyProtocol.Udp ? DatagramListener.Start(address, state, Upstream, options, own) : ProxyListener.Start(address, state, Upstream, options, tls, own);
        Listen = ListenAddress.Format(listener.Address);
        options.Logger.LogInformation(EventIds.Started, "Started proxy: {Name} {Listen} {Upstream}", Name, Listen, Upstream);
    }

    private void Stop()
    {
        if (listener is { } running)
        {
            listener = null;
            running.Dispose();
            options.Logger.LogInformation(EventIds.Stopped, "Terminated proxy: {Name} {Listen} {Upstream}", Name, Listen, Upstream);
        }
    }
}
