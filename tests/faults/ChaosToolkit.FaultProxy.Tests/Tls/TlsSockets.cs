using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ChaosToolkit.BlackBox;

namespace ChaosToolkit.Tls;

/// <summary>Clients and servers of TLS for tests, with the runtime's own stream.</summary>
internal static class TlsSockets
{
    public static async Task<SslStream> ConnectAsync(string address, TestAuthority authority, params string[] alpn)
    {
        var stream = new SslStream(new NetworkStream(await TestSockets.ConnectAsync(address), ownsSocket: true));
        var options = new SslClientAuthenticationOptions { TargetHost = "localhost", CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck } };
        options.CertificateChainPolicy.CustomTrustStore.AddRange(authority.Authorities);
        options.ApplicationProtocols = alpn.Length > 0 ? [.. alpn.Select(static name => new SslApplicationProtocol(name))] : null;
        await stream.AuthenticateAsClientAsync(options).WaitAsync(TimeSpan.FromSeconds(20));
        return stream;
    }

    public static async Task<SslStream> AcceptAsync(this TestServer server, TestAuthority authority, params string[] alpn)
    {
        var stream = new SslStream(new NetworkStream(await server.AcceptAsync(), ownsSocket: true));
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = authority.Certificate,
            ApplicationProtocols = alpn.Length > 0 ? [.. alpn.Select(static name => new SslApplicationProtocol(name))] : null,
        }).WaitAsync(TimeSpan.FromSeconds(20));
        return stream;
    }

    public static async Task SendAsync(this SslStream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text));

    public static async Task<string> ReadTextAsync(this SslStream stream, int count)
    {
        var bytes = new byte[count];
        var read = await stream.ReadAtLeastAsync(bytes, count, throwOnEndOfStream: false).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        return Encoding.ASCII.GetString(bytes, 0, read);
    }
}
