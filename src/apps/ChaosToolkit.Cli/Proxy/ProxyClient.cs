using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Cli.Proxy;

/// <summary>Calls the HTTP API of a proxy server: ours, or Toxiproxy.</summary>
internal sealed class ProxyClient : IDisposable
{
    // A server that has nothing to do but answer does so at once, or never.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient http;
    private readonly string address;

    /// <param name="address">The server, as a person writes it.</param>
    /// <param name="timeout">How long one call may take; half a minute where nothing is said.</param>
    public ProxyClient(string address, TimeSpan? timeout = null)
    {
        http = new HttpClient { Timeout = timeout ?? Patience };
        this.address = (address.Contains("://", StringComparison.Ordinal) ? address : "http://" + address).TrimEnd('/');
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var architecture = RuntimeInformation.OSArchitecture == Architecture.X64 ? "amd64" : RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", $"toxiproxy-cli/{ProxyCli.ToxiproxyVersion} ({system}/{architecture})");
    }

    /// <summary>Calls; the answer's JSON, <see langword="null"/> where it has none.</summary>
    /// <exception cref="ProxyFailure">The server does not answer, or not well.</exception>
    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        var url = address + path;
        try
        {
            using var request = new HttpRequestMessage(method, url);
            request.Content = body is null ? null : new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var response = await http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode ? (text.Length == 0 ? null : JsonNode.Parse(text)) : throw ProxyFailure.Of((int)response.StatusCode, ErrorOf(text));
        }
        catch (HttpRequestException error)
        {
            throw new ProxyFailure($"fail to request: {Verb(method)} \"{url}\": {Reason(error)}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProxyFailure(string.Create(CultureInfo.InvariantCulture, $"fail to request: {Verb(method)} \"{url}\": no answer within {http.Timeout.TotalSeconds} seconds"));
        }
        catch (Exception error) when (error is JsonException or UriFormatException or InvalidOperationException or NotSupportedException)
        {
            throw new ProxyFailure($"fail to request: {Verb(method)} \"{url}\": {error.Message}");
        }
    }

    public static string PathOf(string proxy, string? toxic = null) => $"/proxies/{Uri.EscapeDataString(proxy)}{(toxic is null ? "" : "/toxics/" + Uri.EscapeDataString(toxic))}";

    public void Dispose() => http.Dispose();

    private static string Verb(HttpMethod method) => method.Method[..1] + method.Method[1..].ToLowerInvariant();

    private static string Reason(HttpRequestException error) => error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused }
        ? $"dial tcp {error.Message[(error.Message.LastIndexOf('(') + 1)..].TrimEnd(')')}: connect: connection refused"
        : error.Message;

    private static string ErrorOf(string text)
    {
        try
        {
            return JsonNode.Parse(text)?["error"]?.GetValue<string>() ?? text.Trim();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return text.Trim();
        }
    }
}
