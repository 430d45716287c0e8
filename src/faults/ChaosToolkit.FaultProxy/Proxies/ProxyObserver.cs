using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Proxies;

/// <summary>Tells whoever observes a proxy; a failure of theirs is none of the proxy's.</summary>
internal static class ProxyObserver
{
    public static void TellConnection(FaultProxyOptions options, ProxyEventKind kind, string client, string? reason)
    {
        if (WantsConnections(options))
        {
            Tell(options, new ProxyEvent { Kind = kind, Proxy = options.Name, Time = options.TimeProvider.GetUtcNow(), Client = client, Reason = reason });
        }
    }

    public static bool WantsConnections(FaultProxyOptions options) => options.OnEvent is not null && options.TellsConnections();

    public static void Tell(FaultProxyOptions options, ProxyEvent happened)
    {
        if (options.OnEvent is not { } observer)
        {
            return;
        }

        try
        {
            observer(happened);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            options.Logger.LogError(EventIds.ObserverFailed, error, "The observer of events failed: {Proxy}", options.Name);
        }
    }
}
