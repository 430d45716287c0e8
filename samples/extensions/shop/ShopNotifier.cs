using System.Text.Json.Nodes;
using ChaosToolkit.Extensions;

namespace Acme.Shop;

/// <summary>Tells the shop's staff what goes on.</summary>
public static class ShopNotifier
{
    /// <summary>Writes each event as a line to the file that the channel names.</summary>
    [Notifier(Module = "acme.shop")]
    public static Task NotifyAsync(JsonObject channel, JsonObject notification, CancellationToken cancellationToken) =>
        (string?)channel["file"] is { } file ? File.AppendAllTextAsync(file, $"{(string?)notification["name"]}\n", cancellationToken) : Task.CompletedTask;
}
