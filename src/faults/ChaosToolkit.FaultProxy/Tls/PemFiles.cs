using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChaosToolkit.Tls;

/// <summary>Certificates in files. What is wrong is told with the path, never with what the file holds.</summary>
internal static class PemFiles
{
    /// <summary>A certificate with its key, and those behind it in the file.</summary>
    /// <exception cref="ArgumentException">A file cannot be used.</exception>
    public static (X509Certificate2 Certificate, X509Certificate2Collection Chain) ReadWithKey(string certificate, string key)
    {
        Require(certificate, "certificate");
        Require(key, "key");
        var chain = Read(certificate);
        try
        {
            var leaf = X509Certificate2.CreateFromPemFile(certificate, key);
            if (OperatingSystem.IsWindows())
            {
                using var ephemeral = leaf; // its TLS takes no key that only lives in memory
                leaf = X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), null);
            }

            chain.RemoveAt(0);
            return (leaf, chain);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ArgumentException($"The key '{key}' cannot be used with the certificate '{certificate}': {Reason(error)} It must be its private key, in PEM, not encrypted", error);
        }
    }

    /// <summary>All certificates of a file; at least one.</summary>
    /// <exception cref="ArgumentException">It cannot be read, or has none.</exception>
    public static X509Certificate2Collection Read(string file)
    {
        Require(file, "certificate");
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPemFile(file);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ArgumentException($"The certificate '{file}' cannot be read: {Reason(error)}", error);
        }

        return found.Count > 0 ? found : throw new ArgumentException($"The file '{file}' has no certificate in PEM");
    }

    // Who gives the text itself must not find it in a message.
    private static void Require(string file, string what)
    {
        if (string.IsNullOrEmpty(file) || file.Contains("-----BEGIN", StringComparison.Ordinal) || file.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            throw new ArgumentException($"The {what} must be the path of a PEM file{(string.IsNullOrEmpty(file) ? "" : ", not its text")}");
        }
    }

    private static string Reason(Exception error) => error.Message.TrimEnd('.') + ".";
}
