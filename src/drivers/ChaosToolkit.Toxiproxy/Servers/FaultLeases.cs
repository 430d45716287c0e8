using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Toxiproxy.Servers;

/// <summary>
/// The faults of this run that were lent for a time: renewed while the run lives, so that they end by themselves when it does not. A server without leases is left alone: there, to
/// send a toxic its own values would start it over.
/// </summary>
internal sealed class FaultLeases(EngineServices services) : IAsyncDisposable
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, ITimer> renewals = new(StringComparer.Ordinal);
    private readonly ToxiproxyClient client = ToxiproxyClient.Of(services);
    private readonly ILogger logger = services.Loggers.CreateLogger("ChaosToolkit.Toxiproxy.toxiproxy");

    public static FaultLeases Of(EngineServices services) => services.Shared(static all => new FaultLeases(all));

    /// <summary>Renews a lease from now on, if the server's answer says that it granted one.</summary>
    public void Keep(ToxiproxyServer server, string path, JsonNode? answer)
    {
        if (Value.AsDouble((answer as JsonObject)?["ttl"]) is not ({ } granted and > 0))
        {
            return;
        }

        // Three chances before it is over; a timer takes no months.
        var interval = TimeSpan.FromSeconds(Math.Min(granted / 3, LongestInterval.TotalSeconds));
        var key = KeyOf(server, path);
        var timer = services.Time.CreateTimer(_ => _ = RenewAsync(server, path, granted), null, interval, interval);
        _ = renewals.AddOrUpdate(key, timer, (_, former) =>
        {
            former.Dispose();
            return timer;
        });
    }

    /// <summary>Whether it renews one.</summary>
    public bool Has(ToxiproxyServer server, string path) => renewals.ContainsKey(KeyOf(server, path));

    /// <summary>The fault was taken back, with all that is below its path.</summary>
    public void End(ToxiproxyServer server, string path)
    {
        var key = KeyOf(server, path);
        foreach (var ended in renewals.Keys.Where(each => each == key || each.StartsWith(key.TrimEnd('/') + "/", StringComparison.Ordinal)))
        {
            if (renewals.TryRemove(ended, out var timer))
            {
                timer.Dispose();
            }
        }
    }

    /// <summary>The fault was taken back; those below its path stay.</summary>
    public void EndOne(ToxiproxyServer server, string path)
    {
        if (renewals.TryRemove(KeyOf(server, path), out var timer))
        {
            timer.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var timer in renewals.Values)
        {
            await timer.DisposeAsync().ConfigureAwait(false);
        }

        renewals.Clear();
    }

    private async Task RenewAsync(ToxiproxyServer server, string path, double seconds)
    {
        try
        {
            var answer = await client.PostAsync(server, path, new JsonObject { ["ttl"] = seconds }, CancellationToken.None).ConfigureAwait(false);
            if (answer.Status == HttpStatusCode.NotFound)
            {
                End(server, path);
            }
            else if (!answer.IsOk)
            {
                logger.LogWarning("The lease of {Path} at {Server} was not renewed: {Reason}", path, server.Display, answer.Reason);
            }
        }
        catch (ActivityFailedException exception)
        {
            logger.LogWarning("The lease of {Path} was not renewed: {Reason}", path, exception.Message);
        }
        catch (ObjectDisposedException)
        {
            // The run has ended meanwhile.
        }
    }

    private static string KeyOf(ToxiproxyServer server, string path) => server.Url + path;
}
