using System.Security.Cryptography.X509Certificates;

namespace ChaosToolkit.Tls;

/// <summary>TLS towards clients: the proxy is their server, and toxics work on what is inside. Files are read when the proxy is made.</summary>
public sealed record ListenTls
{
    /// <summary>The file of the certificate, PEM; behind it those that it needs up to an authority.</summary>
    /// <value>Required, unless <see cref="Certificate"/> is set.</value>
    public string CertificateFile { get; init; } = "";

    /// <summary>The file of the certificate's private key, PEM, not encrypted.</summary>
    /// <value>Required, unless <see cref="Certificate"/> is set.</value>
    public string KeyFile { get; init; } = "";

    /// <summary>The certificate with its private key, in place of files.</summary>
    /// <value>The default is <see langword="null"/>: it is read from the files.</value>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The protocols offered by ALPN, with commas between, as <c>h2,http/1.1</c>.</summary>
    /// <value>The default is empty: <c>http/1.1</c> on a proxy that speaks HTTP, else none.</value>
    public string Alpn { get; init; } = "";
}
