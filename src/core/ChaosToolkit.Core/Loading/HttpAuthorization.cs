using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Loading;

/// <summary>Finds the credentials for an address: the token of the environment, the settings' entry for its host, or those within the address.</summary>
internal sealed class HttpAuthorization(DocumentLoaderOptions options)
{
    public const string TokenVariable = "CHAOSTOOLKIT_LOADER_AUTH_BEARER_TOKEN";

    /// <summary>The value of the header; <see langword="null"/> without credentials.</summary>
    public string? For(Uri address) => FromEnvironment() ?? FromSettings(address) ?? FromAddress(address);

    private string? FromEnvironment() => options.Environment(TokenVariable)?.Trim() is { Length: > 0 } token ? $"bearer {token}" : null;

    private string? FromSettings(Uri address)
    {
        if (options.Settings?["auths"] is not JsonObject auths)
        {
            return null;
        }

        foreach (var (host, entry) in auths)
        {
            // A host without a port stands for the scheme's own port only: the service on another port may be somebody else's.
            if (IsFor(host, address))
            {
                return entry is JsonObject members && Value.AsText(members["type"]) is { Length: > 0 } type && Value.AsText(members["value"]) is { Length: > 0 } value
                    ? $"{type} {value}"
                    : throw new LoadingException(LoadingDiagnostics.BadAuthorization(host));
            }
        }

        return null;
    }

    private static bool IsFor(string host, Uri address) =>
        host.Equals($"{address.Host}:{address.Port}", StringComparison.OrdinalIgnoreCase)
        || (address.IsDefaultPort && host.Equals(address.Host, StringComparison.OrdinalIgnoreCase));

    private static string? FromAddress(Uri address) =>
        address.UserInfo.Length > 0 ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))) : null;
}
