using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChaosToolkit.Configuration.Vault;

/// <summary>Makes the connections to Vault, with the certificates it is to be trusted by.</summary>
internal static class VaultTransport
{
    public static SocketsHttpHandler Handler(VaultOptions options)
    {
        var handler = new SocketsHttpHandler { UseCookies = false };
        if (!options.Verify)
        {
#pragma warning disable CA5359 // the user said that certificates are not to be verified
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (options.CaCertificate is { } path)
        {
            var authorities = Read(path);
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                certificate is not null
                && (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None
                && IsTrusted(certificate, authorities);
        }

        return handler;
    }

    private static X509Certificate2Collection Read(string path)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(path);
            return authorities.Count > 0 ? authorities : throw new InvalidExperimentException($"The file '{path}' in 'vault_ca_cert' holds no certificate in PEM.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InvalidExperimentException($"The file '{path}' in 'vault_ca_cert' cannot be read: {exception.Message}");
        }
    }

    private static bool IsTrusted(X509Certificate certificate, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var leaf = new X509Certificate2(certificate);
        return chain.Build(leaf);
    }
}
