using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Tls;

/// <summary>An authority of one test, with certificates for <c>localhost</c> and 127.0.0.1, as files too.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset Begin = DateTimeOffset.UnixEpoch.AddYears(50), End = DateTimeOffset.UnixEpoch.AddYears(130);
    private readonly TemporaryFolder folder = new();
    private readonly X509Certificate2 authority;

    public TestAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority = request.CreateSelfSigned(Begin, End);
        AuthorityFile = folder.Write("ca.pem", authority.ExportCertificatePem());
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        request = new CertificateRequest("CN=localhost", own, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(authority, Begin, End, [1, 2, 3]);
        Certificate = signed.CopyWithPrivateKey(own);
        CertificateFile = folder.Write("cert.pem", signed.ExportCertificatePem());
        KeyText = own.ExportPkcs8PrivateKeyPem();
        KeyFile = folder.Write("key.pem", KeyText);
    }

    public X509Certificate2 Certificate { get; }

    public X509Certificate2Collection Authorities => [authority];

    public string AuthorityFile { get; }

    public string CertificateFile { get; }

    public string KeyFile { get; }

    public string KeyText { get; }

    public ListenTls Listen => new() { CertificateFile = CertificateFile, KeyFile = KeyFile };

    public UpstreamTls Upstream => new() { AuthoritiesFile = AuthorityFile };

    public string Write(string name, string text) => folder.Write(name, text);

    public void Dispose()
    {
        Certificate.Dispose();
        authority.Dispose();
        folder.Dispose();
    }
}
