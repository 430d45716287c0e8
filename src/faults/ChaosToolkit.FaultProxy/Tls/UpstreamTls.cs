using System.Security.Cryptography.X509Certificates;

namespace ChaosToolkit.Tls;

/// <summary>TLS towards the upstream: the proxy is its client, and toxics work on what is inside. Its certificate is verified.</summary>
public sealed record UpstreamTls
{
    /// <summary>The name that the upstream's certificate must have, which is also sent to it.</summary>
    /// <value>The default is empty: the host of the upstream's address.</value>
    public string ServerName { get; init; } = "";

    /// <summary>A PEM file of authorities that are trusted, in place of the system's. It is read when the proxy is made.</summary>
    /// <value>The default is empty: those of the system.</value>
    public string AuthoritiesFile { get; init; } = "";

    /// <summary>Authorities that are trusted, in place of a file.</summary>
    /// <value>The default is <see langword="null"/>: those of the file, or of the system.</value>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>Whether any certificate is taken, also a wrong or an expired one.</summary>
    /// <value>The default is false.</value>
    public bool Insecure { get; init; }

    /// <summary>The protocols asked for by ALPN, with commas between, as <c>h2,http/1.1</c>.</summary>
    /// <value>The default is empty: <c>http/1.1</c> on a proxy that speaks HTTP, else none.</value>
    public string Alpn { get; init; } = "";
}
