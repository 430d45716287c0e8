using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Prometheus;

/// <summary>Where Prometheus is and how it is asked.</summary>
/// <param name="Address">Its base address, which may have a path.</param>
/// <param name="Authorization">What it is told who we are; <see langword="null"/> for nothing.</param>
/// <param name="VerifiesTls">Whether its certificate must be right.</param>
internal sealed record PrometheusServer(Uri Address, AuthenticationHeaderValue? Authorization, bool VerifiesTls)
{
    private const string Default = "http://localhost:9090";

    /// <summary>What a message says of it: no credentials, no query.</summary>
    public string Display => $"Prometheus at {Address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/')}";

    /// <summary>Reads where the server is: <paramref name="url"/>, else the configuration's <c>prometheus_base_url</c>, else port 9090 of this machine.</summary>
    /// <param name="url">What an argument says; <see langword="null"/> where there is none.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="secrets">The secrets: <c>token</c>, or <c>username</c> and <c>password</c>.</param>
    /// <param name="verifiesTls">Whether its certificate must be right.</param>
    /// <exception cref="ActivityFailedException">The address is none.</exception>
    public static PrometheusServer Of(JsonNode? url, JsonObject? configuration, JsonObject? secrets, bool verifiesTls)
    {
        var (source, written) = url is not null ? ("argument 'api_url'", url) : ("configuration 'prometheus_base_url'", configuration?["prometheus_base_url"]);
        var text = written is null ? Default : Value.AsText(written) ?? "";
        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new ActivityFailedException($"The {source} is no http or https address. Write one such as {Default}.");
        }

        var inAddress = address.UserInfo.Length > 0 ? Uri.UnescapeDataString(address.UserInfo) : null;
        return new(address, AuthorizationOf(secrets, inAddress), verifiesTls);
    }

    /// <summary>The address of one of its API's resources.</summary>
    public Uri At(string resource, IEnumerable<KeyValuePair<string, string>> parameters) => new(
        Address, $"api/v1/{resource}?{string.Join('&', parameters.Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value)}"))}");

    private static AuthenticationHeaderValue? AuthorizationOf(JsonObject? secrets, string? inAddress)
    {
        if (Value.AsText(secrets?["token"]) is { Length: > 0 } token)
        {
            return new("Bearer", token.Trim());
        }

        var pair = Value.AsText(secrets?["username"]) is { } user ? $"{user}:{Value.AsText(secrets?["password"])}" : inAddress;
        return pair is null ? null : new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
    }
}
