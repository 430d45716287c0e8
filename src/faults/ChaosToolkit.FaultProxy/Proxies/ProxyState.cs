using ChaosToolkit.Timing;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Proxies;

/// <summary>What outlives a proxy's listeners: its toxics and what has been counted. The lock guards both and the lists of connections.</summary>
internal sealed class ProxyState(FaultClock clock)
{
    private volatile IReadOnlyList<PlacedToxic> toxics = [];
    private TrafficCount ended;

    public Lock Gate { get; } = new();

    public FaultClock Clock { get; } = clock;

    /// <summary>In the order in which they were added. Replaced as a whole, under the lock; read without it too.</summary>
    public IReadOnlyList<PlacedToxic> Toxics
    {
        get => toxics;
        set => toxics = value;
    }

    /// <summary>Adds what an ended connection has counted; under the lock.</summary>
    public void Forget(ICounted connection) => ended += connection.Counted;

    /// <summary>What was counted, with the connections that are open; under the lock.</summary>
    public ProxyTraffic Count(IReadOnlyCollection<ICounted> open)
    {
        var all = open.Aggregate(ended, static (sum, connection) => sum + connection.Counted);
        return new ProxyTraffic(open.Count, all.ReceivedUpstream, all.SentUpstream, all.ReceivedDownstream, all.SentDownstream);
    }
}
