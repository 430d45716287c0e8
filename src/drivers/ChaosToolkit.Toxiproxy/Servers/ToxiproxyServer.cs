using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Toxiproxy.Servers;

/// <summary>Where a Toxiproxy server is.</summary>
/// <param name="Address">The base address of its API, which may have a path; with a slash at its end.</param>
internal sealed record ToxiproxyServer(Uri Address)
{
    private const int DefaultPort = 8474;

    /// <summary>What a message says of it: no credentials.</summary>
    public string Display => $"Toxiproxy at {Address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/')}";

    /// <summary>Its address as it is written in what takes a fault back.</summary>
    public string Url => Address.AbsoluteUri;

    /// <summary>Reads where the server is: <c>toxiproxy_url</c>, or <c>toxiproxy_host</c> and <c>toxiproxy_port</c>; port 8474 of this machine without.</summary>
    /// <exception cref="ActivityFailedException">It is no address.</exception>
    public static ToxiproxyServer Of(JsonObject configuration)
    {
        if (PythonComparison.IsTrue(configuration["toxiproxy_url"]))
        {
            return At(Value.AsText(configuration["toxiproxy_url"]) ?? "", "configuration 'toxiproxy_url'");
        }

        var host = PythonComparison.IsTrue(configuration["toxiproxy_host"]) ? PythonText.Of(configuration["toxiproxy_host"]) : "localhost";
        var port = PythonComparison.IsTrue(configuration["toxiproxy_port"]) ? PythonText.Of(configuration["toxiproxy_port"]) : PythonText.Of(DefaultPort);
        return At($"http://{host}:{port}", "configuration 'toxiproxy_host' or 'toxiproxy_port'");
    }

    /// <summary>Reads an address.</summary>
    /// <param name="url">The address; without a scheme it is http.</param>
    /// <param name="source">What gave it, for a message.</param>
    /// <exception cref="ActivityFailedException">It is none.</exception>
    public static ToxiproxyServer At(string url, string source)
    {
        var text = url.Contains("://", StringComparison.Ordinal) ? url : "http://" + url;
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new(address!) // TryCreate says so
            : throw new ActivityFailedException($"The {source} is no http or https address. Write one such as http://localhost:{DefaultPort}.");
    }
}
