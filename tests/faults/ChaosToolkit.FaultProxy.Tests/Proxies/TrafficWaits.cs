using ChaosToolkit.Testing;

namespace ChaosToolkit.Proxies;

internal static class TrafficWaits
{
    /// <summary>The traffic once it is so. It is counted when the call of the system is back: the other side may have the bytes before.</summary>
    public static async Task<ProxyTraffic> TrafficAsync(this FaultProxy proxy, Predicate<ProxyTraffic> isSo)
    {
        await Eventually.IsSoAsync(() => isSo(proxy.Traffic), "the traffic of the proxy", () => $"It is {proxy.Traffic}.");
        return proxy.Traffic;
    }
}
