using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Providers.Http;

/// <summary>How a server is verified and what we show it. Calls with the same settings share their connections.</summary>
/// <param name="Verify">Whether the server's certificate must be right.</param>
/// <param name="Authorities">A file or folder of certificates to trust instead of the system's; <see langword="null"/> for the system's.</param>
/// <param name="Certificate">A file with our certificate; <see langword="null"/> for none.</param>
/// <param name="Key">The file with its key; <see langword="null"/> where it stands in the same file.</param>
internal sealed record TlsSettings(bool Verify, string? Authorities, string? Certificate, string? Key)
{
    // The environment variables that requests looks at, and the one OpenSSL does.
    private static readonly string[] Variables = ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"];

    /// <summary>Reads <c>verify_tls</c> (a boolean, or a path) and <c>cert</c> (a path, or [certificate, key]).</summary>
    /// <param name="verify">What <c>verify_tls</c> says.</param>
    /// <param name="certificate">What <c>cert</c> says.</param>
    /// <param name="verifyByDefault">Whether certificates must be right where nothing is said.</param>
    /// <param name="variable">Reads an environment variable.</param>
    public static TlsSettings Of(JsonNode? verify, JsonNode? certificate, bool verifyByDefault, Func<string, string?> variable)
    {
        var path = Value.AsText(verify);
        var isVerified = path is not null || (Value.AsBoolean(verify) ?? verifyByDefault);
        for (var i = 0; path is null && isVerified && i < Variables.Length; i++)
        {
            path = variable(Variables[i]) is { Length: > 0 } written ? written : null;
        }

        var pair = certificate as JsonArray;
        return new(isVerified, path, Value.AsText(pair is { Count: > 0 } ? pair[0] : certificate), Value.AsText(pair is { Count: > 1 } ? pair[1] : null));
    }

    /// <summary>The settings as the framework wants them.</summary>
    /// <exception cref="ActivityFailedException">A file cannot be read.</exception>
    public SslClientAuthenticationOptions Options()
    {
        try
        {
            var options = new SslClientAuthenticationOptions();
            if (!Verify)
            {
#pragma warning disable CA5359 // the experiment asks for it
                options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
            }
            else if (Authorities is not null)
            {
                options.CertificateChainPolicy = Trust(Authorities);
            }

            if (Certificate is not null)
            {
                using var loaded = X509Certificate2.CreateFromPemFile(Certificate, Key);

                // Windows' TLS takes no key that was never stored; the detour stores it.
                options.ClientCertificates = [X509CertificateLoader.LoadPkcs12(loaded.Export(X509ContentType.Pkcs12), null)];
            }

            return options;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ActivityFailedException($"The certificates for this call cannot be read: {exception.Message}", exception);
        }
    }

    private static X509ChainPolicy Trust(string path)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        foreach (var file in Directory.Exists(path) ? Directory.GetFiles(path) : [path])
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }

        return policy;
    }
}
