using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Notifications;

/// <summary>Sends notifications over HTTP: the event as JSON, or a bare GET where <c>forward_event_payload</c> is false.</summary>
[Notifier("http")]
internal sealed class HttpNotifier(EngineServices services) : INotifier
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    public async Task<bool> NotifyAsync(JsonObject channel, JsonObject notification, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(Value.AsText(channel["url"]), UriKind.Absolute, out var url))
        {
            throw new ChaosException("The channel has no usable 'url'.");
        }

        using var handler = new SocketsHttpHandler { ConnectTimeout = ConnectTimeout };
        if (Value.AsBoolean(channel["verify_tls"]) == false)
        {
#pragma warning disable CA5359 // the settings ask for it
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        using var client = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage { RequestUri = url, Method = HttpMethod.Get };
        if (Value.AsBoolean(channel["forward_event_payload"]) != false)
        {
            request.Method = HttpMethod.Post;
            request.Content = new ByteArrayContent(JsonText.BytesOf(notification));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        foreach (var (name, value) in channel["headers"] as JsonObject ?? [])
        {
            if (!request.Headers.TryAddWithoutValidation(name, PythonText.Of(value)))
            {
                request.Content?.Headers.Remove(name);
                request.Content?.Headers.TryAddWithoutValidation(name, PythonText.Of(value));
            }
        }

        using var limit = new CancellationTokenSource(AnswerTimeout, services.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new ChaosException($"The channel answered {(int)response.StatusCode}.");
        }

        return true;
    }
}
