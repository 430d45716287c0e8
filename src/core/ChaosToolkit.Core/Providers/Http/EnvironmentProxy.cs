using System.Net;

namespace ChaosToolkit.Providers.Http;

/// <summary>The proxies of the environment (<c>http_proxy</c>, <c>https_proxy</c>, <c>all_proxy</c>, <c>no_proxy</c>), by requests' rules.</summary>
/// <param name="variable">Reads an environment variable.</param>
internal sealed class EnvironmentProxy(Func<string, string?> variable) : IWebProxy
{
    public ICredentials? Credentials { get; set; } = new AddressCredentials(variable);

    /// <summary>Whether the environment names a proxy at all.</summary>
    public bool IsConfigured => Find("http", variable) is not null || Find("https", variable) is not null;

    public Uri? GetProxy(Uri destination) => IsExcluded(destination) ? null : Find(destination.Scheme, variable);

    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    private static Uri? Find(string scheme, Func<string, string?> variable)
    {
        var text = Read(scheme + "_proxy", variable) ?? Read("all_proxy", variable);
        return text is not null && Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, UriKind.Absolute, out var proxy) ? proxy : null;
    }

    // A web server hands the header "Proxy" to its programs as HTTP_PROXY: there the name in capitals cannot be trusted.
    private static string? Read(string name, Func<string, string?> variable) =>
        variable(name) is { Length: > 0 } lower ? lower
        : (name != "http_proxy" || variable("REQUEST_METHOD") is null) && variable(name.ToUpperInvariant()) is { Length: > 0 } upper ? upper
        : null;

    private bool IsExcluded(Uri destination)
    {
        var host = destination.IdnHost;
        foreach (var entry in (Read("no_proxy", variable) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (entry == "*" || host == entry || $"{host}:{destination.Port}" == entry || IsInNetwork(host, entry) || (!IPAddress.TryParse(host, out _) && IsBelow(host, destination.Port, entry)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBelow(string host, int port, string entry) =>
        host.EndsWith(entry, StringComparison.OrdinalIgnoreCase)
        || $"{host}:{port}".EndsWith(entry, StringComparison.OrdinalIgnoreCase)
        || $".{host}".EndsWith(entry, StringComparison.OrdinalIgnoreCase);

    private static bool IsInNetwork(string host, string entry) =>
        IPAddress.TryParse(host, out var address) && entry.Contains('/') && IPNetwork.TryParse(entry, out var network) && network.Contains(address);

    private sealed class AddressCredentials(Func<string, string?> variable) : ICredentials
    {
        public NetworkCredential? GetCredential(Uri uri, string authType)
        {
            foreach (var scheme in new[] { "http", "https" })
            {
                if (Find(scheme, variable) is { UserInfo: { Length: > 0 } user } proxy && proxy.Authority == uri.Authority)
                {
                    var parts = user.Split(':', 2);
                    return new(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
                }
            }

            return null;
        }
    }
}
