namespace ChaosToolkit.Proxies;

internal static class TrafficWaits
{
    /// <summary>The traffic once it is so, or as it is after a while. It is counted when the call of the system is back: the other side may have the bytes before.</summary>
    public static async Task<ProxyTraffic> TrafficAsync(this FaultProxy proxy, Predicate<ProxyTraffic> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!isSo(proxy.Traffic) && !limit.IsCancellationRequested)
        {
            await Task.Yield();
        }

        return proxy.Traffic;
    }
}
