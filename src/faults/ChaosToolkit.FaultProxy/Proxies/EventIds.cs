using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Proxies;

/// <summary>The numbers of the proxy's log lines; never used twice.</summary>
internal static class EventIds
{
    public static readonly EventId Started = new(7001, nameof(Started));
    public static readonly EventId Stopped = new(7002, nameof(Stopped));
    public static readonly EventId Accepted = new(7003, nameof(Accepted));
    public static readonly EventId DialFailed = new(7004, nameof(DialFailed));
    public static readonly EventId ToxicFailed = new(7005, nameof(ToxicFailed));
    public static readonly EventId AcceptFailed = new(7006, nameof(AcceptFailed));
    public static readonly EventId HandshakeFailed = new(7007, nameof(HandshakeFailed));
    public static readonly EventId ObserverFailed = new(7008, nameof(ObserverFailed));
    public static readonly EventId AlarmFailed = new(7009, nameof(AlarmFailed));
}
