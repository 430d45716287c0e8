using ChaosToolkit.Toxics;

namespace ChaosToolkit.Proxies;

/// <summary>Something that has happened to a proxy; see <see cref="FaultProxyOptions.OnEvent"/>.</summary>
public sealed record ProxyEvent
{
    /// <summary>What it was.</summary>
    public required ProxyEventKind Kind { get; init; }

    /// <summary>The name of the proxy.</summary>
    public required string Proxy { get; init; }

    /// <summary>When it was.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The toxic, as it is then; removed, as it was.</summary>
    /// <value><see langword="null"/> where the event is of no toxic.</value>
    public Toxic? Toxic { get; init; }

    /// <summary>For how long the fault is lent, where it is.</summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>Whether a lease ran out: nobody asked for it.</summary>
    public bool Expired { get; init; }

    /// <summary>The client of a connection, as <c>host:port</c>.</summary>
    public string? Client { get; init; }

    /// <summary>Why a connection failed.</summary>
    public string? Reason { get; init; }
}
