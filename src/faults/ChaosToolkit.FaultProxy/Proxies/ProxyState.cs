using ChaosToolkit.Timing;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Proxies;

/// <summary>What outlives a proxy's listeners: its toxics and what has been counted. The lock guards both and the lists of connections.</summary>
internal sealed class ProxyState(FaultClock clock)
{
    private volatile IReadOnlyList<PlacedToxic> toxics = [];
    private long endedReceivedUpstream;
    private long endedSentUpstream;
    private long endedReceivedDownstream;
    private long endedSentDownstream;

    public Lock Gate { get; } = new();

    public FaultClock Clock { get; } = clock;

    /// <summary>In the order in which they were added. Replaced as a whole, under the lock; read without it too.</summary>
    public IReadOnlyList<PlacedToxic> Toxics
    {
        get => toxics;
        set => toxics = value;
    }

    /// <summary>Adds what an ended connection has counted; under the lock.</summary>
    public void Forget(ProxyConnection connection)
    {
        if (connection.Upstream is { } up && connection.Downstream is { } down)
        {
            endedReceivedUpstream += up.Reader.Received;
            endedSentUpstream += up.Writer.Sent;
            endedReceivedDownstream += down.Reader.Received;
            endedSentDownstream += down.Writer.Sent;
        }
    }

    /// <summary>What was counted, with the connections that are open; under the lock.</summary>
    public ProxyTraffic Count(IReadOnlyCollection<ProxyConnection> open)
    {
        var (upReceived, upSent, downReceived, downSent) = (endedReceivedUpstream, endedSentUpstream, endedReceivedDownstream, endedSentDownstream);
        foreach (var connection in open)
        {
            if (connection.Upstream is { } up && connection.Downstream is { } down)
            {
                upReceived += up.Reader.Received;
                upSent += up.Writer.Sent;
                downReceived += down.Reader.Received;
                downSent += down.Writer.Sent;
            }
        }

        return new ProxyTraffic(open.Count, upReceived, upSent, downReceived, downSent);
    }
}
