using ChaosToolkit.Toxics;
using ChaosToolkit.Tracing;

namespace ChaosToolkit.Proxies;

public sealed partial class FaultProxy
{
    /// <summary>The name of the source of spans: each fault is one, from when it works until it is taken away.</summary>
    public const string ActivitySourceName = "ChaosToolkit.FaultProxy";

    // Of the proxy's being down.
    private FaultSpan? down;

    // Then its being down is no fault, and it does not listen again.
    private volatile bool isEnding;

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    private void Added(PlacedToxic place, TimeSpan? lease)
    {
        place.Span = FaultSpan.Start(this, place.Toxic, lease, Now);
        Tell(ProxyEventKind.ToxicAdded, place.Toxic, lease);
    }

    private void Updated(Toxic toxic, TimeSpan? lease)
    {
        Find(toxic.Name)?.Span?.Update(toxic, Now);
        Tell(ProxyEventKind.ToxicUpdated, toxic, lease);
    }

    private void Removed(PlacedToxic? place, bool expired)
    {
        if (place is not null)
        {
            place.Span?.End(expired ? "expired" : "removed", Now);
            Tell(ProxyEventKind.ToxicRemoved, place.Toxic, expired: expired);
        }
    }

    private void RemovedAll(IReadOnlyList<PlacedToxic> places)
    {
        foreach (var place in places)
        {
            Removed(place, expired: false);
        }
    }

    // What a change has come to, also when it failed half-way.
    private void Changed(bool wasEnabled, bool isMoved, TimeSpan? lease, bool expired)
    {
        if (isMoved)
        {
            Tell(ProxyEventKind.Updated);
        }

        if (IsEnabled == wasEnabled)
        {
            return;
        }

        if (IsEnabled)
        {
            down?.End(expired ? "expired" : "enabled", Now);
            down = null;
        }
        else if (!isEnding)
        {
            down = FaultSpan.StartDown(this, lease, Now);
        }

        Tell(IsEnabled ? ProxyEventKind.Enabled : ProxyEventKind.Disabled, null, lease, expired);
    }

    // The proxy is gone, and its faults with it.
    private void Ended(IReadOnlyList<PlacedToxic> places)
    {
        foreach (var place in places)
        {
            place.Span?.End("deleted", Now);
        }

        down?.End("deleted", Now);
        down = null;
    }

    private void Tell(ProxyEventKind kind, Toxic? toxic = null, TimeSpan? lease = null, bool expired = false) =>
        ProxyObserver.Tell(options, new ProxyEvent { Kind = kind, Proxy = Name, Time = Now, Toxic = toxic, Lease = lease > TimeSpan.Zero ? lease : null, Expired = expired });
}
