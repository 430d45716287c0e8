using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Proxies;

/// <summary>Lines of the log that more than one place writes.</summary>
internal static class ProxyLog
{
    public static void DialFailed(this ILogger log, string proxy, string upstream, Exception error) =>
        log.LogError(EventIds.DialFailed, "Unable to open connection to upstream: proxy {Proxy}, upstream {Upstream}, {Reason}", proxy, upstream, error.Message);

    public static void ToxicFailed(this ILogger log, string toxic, string proxy, Exception error) =>
        log.LogError(EventIds.ToxicFailed, error, "Toxic {Toxic} of proxy {Proxy} failed; its connection is closed", toxic, proxy);
}
