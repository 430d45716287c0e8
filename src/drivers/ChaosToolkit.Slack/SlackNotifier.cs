using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ChaosToolkit.Extensions;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Slack;

/// <summary>Posts notifications to Slack: with a token to a channel, or to an incoming webhook.</summary>
public static class SlackNotifier
{
    private const string PostMessage = "https://slack.com/api/chat.postMessage";

    private const double DefaultTimeout = 5, LongestTimeout = 4_000_000; // seconds; a timer takes no more

    /// <summary>Posts one event.</summary>
    /// <param name="channel">The channel of the settings: <c>token</c> and <c>channel</c>, or <c>webhook</c>; <c>url</c> takes the place of Slack's address, <c>timeout</c> of the 5 seconds it has to answer.</param>
    /// <param name="notification">The event.</param>
    /// <param name="logger">Where it is told that nothing is sent.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ChaosException">Slack refuses the message, or cannot be reached.</exception>
    [Notifier(Module = "chaosslack.notification", Func = "notify")]
    public static async Task NotifyAsync(JsonObject channel, JsonObject notification, ILogger logger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(notification);
        var message = SlackMessage.Of(notification);
        var timeout = Value.AsDouble(channel["timeout"]) is { } seconds and > 0 and < LongestTimeout ? seconds : DefaultTimeout;
        if (Text(channel, "webhook") is { } webhook)
        {
            await SendAsync(webhook, null, message, timeout, cancellationToken).ConfigureAwait(false);
        }
        else if (Text(channel, "token") is { } token && Text(channel, "channel") is { } name)
        {
            // An id (C024BE91L) names a channel as it is; a name has its sign.
            message["channel"] = name.StartsWith('#') || IsId(name) ? name : $"#{name}";
            await SendAsync(Text(channel, "url") ?? PostMessage, token, message, timeout, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            logger.LogDebug("Nothing is sent to Slack: the channel needs a 'token' and a 'channel', or a 'webhook'.");
        }
    }

    private static async Task SendAsync(string address, string? token, JsonObject message, double timeout, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url))
        {
            throw new ChaosException("Slack's address in the settings is none."); // it may be a secret
        }

        // The client's own time-out takes neither weeks nor nanoseconds.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(timeout), TimeProvider.System);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await PostAsync(url, token, message, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ChaosException($"Slack did not answer within {PythonText.OfFloat(timeout)} s.");
        }
    }

    private static async Task PostAsync(Uri url, string? token, JsonObject message, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(JsonText.BytesOf(message)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var answer = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
        {
            throw new ChaosException($"Slack answered {(int)answer.StatusCode}.");
        }

        // Its API answers 200 to what it refuses; a webhook answers "ok".
        var text = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        if (token is not null && (!text.StartsWith('{') || Value.AsBoolean(JsonNode.Parse(text)?["ok"]) != true))
        {
            throw new ChaosException($"Slack refused the message: {(text.StartsWith('{') ? Value.AsText(JsonNode.Parse(text)?["error"]) : "its answer is no JSON")}.");
        }
    }

    private static bool IsId(string name) => name.Length >= 9 && name[0] is 'C' or 'G' or 'D' && name.All(sign => char.IsAsciiLetterUpper(sign) || char.IsAsciiDigit(sign));

    private static string? Text(JsonObject channel, string name) => Value.AsText(channel[name])?.Trim() is { Length: > 0 } text ? text : null;
}
