using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Notifications;

/// <summary>The phases that notifications speak of.</summary>
public static class NotificationPhase
{
    /// <summary>An experiment is run.</summary>
    public const string Run = "run";

    /// <summary>An experiment is validated on its own.</summary>
    public const string Validate = "validate";

    /// <summary>A package's activities are discovered.</summary>
    public const string Discovery = "discovery";

    /// <summary>An experiment is written with the wizard.</summary>
    public const string Init = "init";
}

/// <summary>Tells the channels of the settings what a command does: one after the other, waiting for each. A channel that fails disturbs nothing.</summary>
/// <param name="services">The engine's services, with the settings.</param>
/// <param name="notifiers">What sends to channels, by their type.</param>
public sealed class NotificationChannels(EngineServices services, Catalog<INotifier> notifiers)
{
    private readonly ILogger logger = services.Loggers.CreateLogger("ChaosToolkit.Notifications.notification");

    /// <summary>Sends an event to every channel that wants it.</summary>
    /// <param name="name">The event: <c>run-started</c>, <c>run-completed</c>, …</param>
    /// <param name="phase">One of <see cref="NotificationPhase"/>.</param>
    /// <param name="payload">The experiment, the journal, a name; it must not be part of a document. Plugins may change it.</param>
    /// <param name="error">Why the flow itself failed; <see langword="null"/> when it did not.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    public async Task NotifyAsync(string name, string phase, JsonNode? payload, string? error, CancellationToken cancellationToken)
    {
        if (services.Settings?["notifications"] is not JsonArray { Count: > 0 } channels)
        {
            return;
        }

        var notification = new JsonObject { ["name"] = name, ["payload"] = payload, ["phase"] = phase };
        notification["ts"] = Value.Float((services.Time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds);
        if (error is not null)
        {
            notification["error"] = services.Mask.Apply(error);
        }

        try
        {
            foreach (var channel in channels.OfType<JsonObject>())
            {
                if (Wants(channel, name))
                {
                    await SendAsync(channel, notification, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            // The payload goes back to whom it belongs, with what plugins changed in it.
            notification.Remove("payload");
        }
    }

    private static bool Wants(JsonObject channel, string name)
    {
        if (channel["events"] is not JsonArray { Count: > 0 } events)
        {
            return true;
        }

        var olderName = name.Replace("discover-", "discovery-", StringComparison.Ordinal);
        return events.Any(wanted => Value.AsText(wanted) is { } text && (text == name || text == olderName));
    }

    private async Task SendAsync(JsonObject channel, JsonObject notification, CancellationToken cancellationToken)
    {
        var type = Value.AsText(channel["type"]) ?? "";
        try
        {
            foreach (var notifier in notifiers.FindAll(type))
            {
                if (await notifier.NotifyAsync(channel, notification, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }

            logger.LogDebug("No notifier knows the channel of type '{Type}'.", type);
        }
        catch (Exception exception) when (!(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            logger.LogDebug(exception, "A notification channel of type '{Type}' failed: {Reason}", type, exception.Message);
        }
    }
}
