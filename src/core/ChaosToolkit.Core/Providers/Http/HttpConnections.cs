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

    public HttpMessageInvoker For(TlsSettings settings) => invokers.GetOrAdd(settings, Make);

    /// <summary>A variable of the environment as it was when it was first asked for: a call looks at ten of them, and each costs as much as a part of the call.</summary>
    public string? Variable(string name) => environment.GetOrAdd(name, Environment.GetEnvironmentVariable);

    public void Dispose()
    {
        foreach (var invoker in invokers.Values)
        {
            invoker.Dispose();
        }
    }

    private HttpMessageInvoker Make(TlsSettings settings) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = new EnvironmentProxy(Variable),
        PooledConnectionIdleTimeout = IdleTimeout,
        PooledConnectionLifetime = Lifetime,
        ConnectTimeout = Timeout.InfiniteTimeSpan,
        SslOptions = settings.Options(),
        RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        ConnectCallback = ConnectAsync,
        PlaintextStreamFilter = (context, _) => ValueTask.FromResult<Stream>(new HeaderNamesStream(context.PlaintextStream)),
    });

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        _ = context.InitialRequestMessage.Options.TryGetValue(Patience.Key, out var patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience?.Token ?? default);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            patience?.StartConnecting();
            await socket.ConnectAsync(context.DnsEndPoint, either.Token).ConfigureAwait(false);
            patience?.StartReading();
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
