using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ChaosToolkit.Proxies;

namespace ChaosToolkit.Tls;

/// <summary>Where the proxy ends TLS: towards clients, towards the upstream, both or neither.</summary>
internal sealed class TlsEnds
{
    // Who says nothing must not hold a connection for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly SslServerAuthenticationOptions? server;
    private readonly UpstreamTls? upstream;
    private readonly X509ChainPolicy? policy;
    private readonly List<SslApplicationProtocol>? asked;
    private readonly TimeProvider time;

    /// <exception cref="ArgumentException">A certificate or key cannot be used, or a name is none.</exception>
    public TlsEnds(FaultProxyOptions options)
    {
        time = options.TimeProvider;
        if (options.ListenTls is { } listen)
        {
            var (certificate, chain) = listen.Certificate is { } given ? (given, []) : PemFiles.ReadWithKey(listen.CertificateFile, listen.KeyFile);
            if (!certificate.HasPrivateKey)
            {
                throw new ArgumentException("The certificate of a listener needs its private key");
            }

            server = new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true),
                ApplicationProtocols = Protocols(listen.Alpn, options.Protocol),
            };
        }

        upstream = options.UpstreamTls;
        if (upstream is { ServerName.Length: > 0 } && !IsName(upstream.ServerName))
        {
            throw new ArgumentException($"The name of the upstream's server, '{upstream.ServerName}', is none that a host can have");
        }

        asked = upstream is null ? null : Protocols(upstream.Alpn, options.Protocol);
        if ((upstream?.Authorities ?? (upstream is { AuthoritiesFile.Length: > 0 } ? PemFiles.Read(upstream.AuthoritiesFile) : null)) is { } authorities)
        {
            policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
        }
    }

    public bool IsOnListener => server is not null;

    public bool IsOnUpstream => upstream is not null;

    /// <summary>Shakes hands with a client. Its failures are those of <see cref="SslStream"/>.</summary>
    public async Task<SslStream> AcceptAsync(Socket client, CancellationToken cancellationToken)
    {
        var stream = new SslStream(new NetworkStream(client, ownsSocket: false));
        return await ShakeAsync(stream, token => stream.AuthenticateAsServerAsync(server!, token), cancellationToken).ConfigureAwait(false); // asked for only where it is on
    }

    /// <summary>Shakes hands with the upstream. Its failures are those of <see cref="SslStream"/>.</summary>
    public async Task<SslStream> ConnectAsync(Socket connected, string host, CancellationToken cancellationToken)
    {
        var stream = new SslStream(new NetworkStream(connected, ownsSocket: false));
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = upstream!.ServerName is { Length: > 0 } name ? name : host.Length > 0 ? host : "localhost", // asked for only where it is on
            CertificateChainPolicy = policy?.Clone(),
            ApplicationProtocols = asked,
            RemoteCertificateValidationCallback = (_, _, _, wrong) => wrong == SslPolicyErrors.None || upstream.Insecure,
        };
        return await ShakeAsync(stream, token => stream.AuthenticateAsClientAsync(options, token), cancellationToken).ConfigureAwait(false);
    }

    private async Task<SslStream> ShakeAsync(SslStream stream, Func<CancellationToken, Task> shake, CancellationToken cancellationToken)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);

            // Not on this thread, which accepts clients or looks after all sockets: the arithmetic takes milliseconds.
            await Task.Run(() => shake(either.Token), either.Token).ConfigureAwait(false);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // What the handshake would find wrong with each connection.
    private static bool IsName(string name)
    {
        try
        {
            return new IdnMapping().GetAscii(name).Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static List<SslApplicationProtocol>? Protocols(string given, ProxyProtocol protocol)
    {
        var names = given.Length > 0 ? given : protocol == ProxyProtocol.Http ? "http/1.1" : "";
        List<SslApplicationProtocol> protocols = [.. names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(static name => new SslApplicationProtocol(name))];
        return protocols.Count > 0 ? protocols : null;
    }
}
