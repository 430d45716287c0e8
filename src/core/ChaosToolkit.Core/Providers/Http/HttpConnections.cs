using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace ChaosToolkit.Providers.Http;

/// <summary>The connections of an engine, kept for the next call. Cookies and redirects are not their business: those belong to one activity.</summary>
internal sealed class HttpConnections : IDisposable
{
    // Long enough for a loop of probes; short enough that a name's new addresses and a balancer's new servers are seen.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(5), Lifetime = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<TlsSettings, HttpMessageInvoker> invokers = new();
    private readonly ConcurrentDictionary<string, string?> environment = new();
    private ReadAddress? lastAddress;

    public HttpMessageInvoker For(TlsSettings settings) => invokers.GetOrAdd(settings, static (settings, connections) => connections.Make(settings), this);

    /// <summary>A variable of the environment as it was when it was first asked for: a call looks at ten of them, and each costs as much as a part of the call.</summary>
    public string? Variable(string name) => environment.GetOrAdd(name, Environment.GetEnvironmentVariable);

    /// <summary>Reads an address as <see cref="HttpAddress.Parse"/> does. Who asks the same again and again, as the probe of a hypothesis does, has it read once.</summary>
    public HttpAddress AddressOf(string text, string query)
    {
        if (lastAddress is { } last && last.Text == text && last.Query == query)
        {
            return last.Address;
        }

        var address = HttpAddress.Parse(text, query);
        lastAddress = new(text, query, address);
        return address;
    }

    public void Dispose()
    {
        foreach (var invoker in invokers.Values)
        {
            invoker.Dispose();
        }
    }

    private HttpMessageInvoker Make(TlsSettings settings)
    {
        var proxy = new EnvironmentProxy(Variable);
        return new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null, // the exchange hands on the span of the run; the framework would put one between that nobody exports
            UseCookies = false,
            UseProxy = proxy.IsConfigured,
            Proxy = proxy,
            PooledConnectionIdleTimeout = IdleTimeout,
            PooledConnectionLifetime = Lifetime,
            Expect100ContinueTimeout = TimeSpan.Zero, // nobody waits for a "continue": it does not get through
            ConnectTimeout = Timeout.InfiniteTimeSpan,
            SslOptions = settings.Options(),
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            ConnectCallback = ConnectAsync,
            PlaintextStreamFilter = (context, _) => ValueTask.FromResult<Stream>(new HeaderNamesStream(context.PlaintextStream)),
        });
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var patience = (context.InitialRequestMessage as PatientRequest)?.Patience;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience?.Token ?? default);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            patience?.StartConnecting();
            await socket.ConnectAsync(context.DnsEndPoint, either.Token).ConfigureAwait(false);
            patience?.StartReading();
            return new NearbyStream(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed record ReadAddress(string Text, string Query, HttpAddress Address);
}
