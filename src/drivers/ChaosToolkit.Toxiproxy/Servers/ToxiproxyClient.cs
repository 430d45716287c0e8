using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Toxiproxy.Servers;

/// <summary>An answer of the API.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its body; <see langword="null"/> where it is no JSON.</param>
internal sealed record ToxiproxyAnswer(HttpStatusCode Status, JsonNode? Body)
{
    public bool IsOk => (int)Status is >= 200 and < 300;

    /// <summary>What the server says is wrong, for a sentence.</summary>
    public string Reason => $"{Value.AsText((Body as JsonObject)?["error"]) ?? "no reason given"} (HTTP {(int)Status})";
}

/// <summary>Calls the API of Toxiproxy servers.</summary>
/// <param name="time">The clock of its patience.</param>
internal sealed class ToxiproxyClient(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly ProductInfoHeaderValue Agent = new("chaostoolkit", typeof(ToxiproxyClient).Assembly.GetName().Version?.ToString(3) ?? "0");

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromSeconds(30) }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>That of a run: connections are shared.</summary>
    public static ToxiproxyClient Of(EngineServices services) => services.Shared(static all => new ToxiproxyClient(all.Time));

    /// <summary>The path of a proxy, or of one of its toxics.</summary>
    public static string PathOf(string proxy, string? toxic = null) =>
        $"proxies/{Uri.EscapeDataString(proxy)}" + (toxic is null ? "" : $"/toxics/{Uri.EscapeDataString(toxic)}");

    public Task<ToxiproxyAnswer> GetAsync(ToxiproxyServer server, string path, CancellationToken cancellationToken) => SendAsync(server, HttpMethod.Get, path, null, cancellationToken);

    public Task<ToxiproxyAnswer> PostAsync(ToxiproxyServer server, string path, JsonObject? body, CancellationToken cancellationToken) =>
        SendAsync(server, HttpMethod.Post, path, body, cancellationToken);

    public Task<ToxiproxyAnswer> DeleteAsync(ToxiproxyServer server, string path, CancellationToken cancellationToken) => SendAsync(server, HttpMethod.Delete, path, null, cancellationToken);

    /// <summary>A proxy as the server has it; <see langword="null"/> where it has none of the name.</summary>
    /// <exception cref="ActivityFailedException">The server does not answer, or not so.</exception>
    public async Task<JsonObject?> FindProxyAsync(ToxiproxyServer server, string name, CancellationToken cancellationToken)
    {
        var answer = await GetAsync(server, PathOf(name), cancellationToken).ConfigureAwait(false);
        return answer switch
        {
            { Status: HttpStatusCode.NotFound } => null,
            { IsOk: true, Body: JsonObject proxy } => proxy,
            _ => throw new ActivityFailedException($"{server.Display} does not tell of the proxy '{name}': {answer.Reason}. Check the configuration 'toxiproxy_url'."),
        };
    }

    public void Dispose() => http.Dispose();

    private async Task<ToxiproxyAnswer> SendAsync(ToxiproxyServer server, HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        using var request = new HttpRequestMessage(method, new Uri(server.Address, path));
        if (server.Address.UserInfo is { Length: > 0 } credentials)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(credentials))));
        }

        request.Headers.UserAgent.Add(new ProductInfoHeaderValue(Agent.Product!)); // it has one
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        try
        {
            using var response = await http.SendAsync(request, either.Token).ConfigureAwait(false);
            return new(response.StatusCode, Read(await response.Content.ReadAsStringAsync(either.Token).ConfigureAwait(false)));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ActivityFailedException($"{server.Display} did not answer within {Patience.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ActivityFailedException(
                $"{server.Display} cannot be reached: {(exception.InnerException ?? exception).Message.TrimEnd('.')}. Check the configuration 'toxiproxy_url', or 'toxiproxy_host' and 'toxiproxy_port'.", exception);
        }
    }

    private static JsonNode? Read(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
