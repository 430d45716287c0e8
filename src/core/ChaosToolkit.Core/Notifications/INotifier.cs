using System.Text.Json.Nodes;

namespace ChaosToolkit.Notifications;

/// <summary>Sends events to a channel of the settings: what the channel's <c>type</c> names. Marked with <see cref="NotifierAttribute"/>.</summary>
/// <remarks>Several may serve one type: they are asked in turn, and the first that knows the channel sends.</remarks>
public interface INotifier
{
    /// <summary>Sends one event; <see langword="false"/> when this notifier does not know the channel. An exception is logged at DEBUG.</summary>
    /// <param name="channel">The channel as the settings have it.</param>
    /// <param name="notification">The event: <c>name</c>, <c>payload</c>, <c>phase</c>, <c>ts</c>, and <c>error</c> when the flow itself failed. Its payload is live.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    Task<bool> NotifyAsync(JsonObject channel, JsonObject notification, CancellationToken cancellationToken);
}

/// <summary>Names the <c>type</c> of the channels that a class sends to.</summary>
/// <param name="type">As settings write it.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NotifierAttribute(string type) : Attribute
{
    /// <summary>As settings write it.</summary>
    public string Type { get; } = type;
}
