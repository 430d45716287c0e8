namespace ChaosToolkit.Proxies;

/// <summary>Something whose bytes are counted.</summary>
internal interface ICounted
{
    /// <summary>What it has counted so far.</summary>
    TrafficCount Counted { get; }
}

/// <summary>Bytes by direction.</summary>
internal readonly record struct TrafficCount(long ReceivedUpstream, long SentUpstream, long ReceivedDownstream, long SentDownstream)
{
    public static TrafficCount operator +(TrafficCount one, TrafficCount other) => new(
        one.ReceivedUpstream + other.ReceivedUpstream,
        one.SentUpstream + other.SentUpstream,
        one.ReceivedDownstream + other.ReceivedDownstream,
        one.SentDownstream + other.SentDownstream);
}
