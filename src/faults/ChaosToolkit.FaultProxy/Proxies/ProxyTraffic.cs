namespace ChaosToolkit.Proxies;

/// <summary>What went through a proxy since it was made, in bytes, connections that are open included.</summary>
/// <param name="Connections">The connections that are open now.</param>
/// <param name="ReceivedUpstream">Read from clients.</param>
/// <param name="SentUpstream">Written to the upstream.</param>
/// <param name="ReceivedDownstream">Read from the upstream.</param>
/// <param name="SentDownstream">Written to clients.</param>
public sealed record ProxyTraffic(int Connections, long ReceivedUpstream, long SentUpstream, long ReceivedDownstream, long SentDownstream);
