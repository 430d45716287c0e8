using ChaosToolkit.Datagrams;
using ChaosToolkit.Links;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Proxies;

public sealed partial class FaultProxy
{
    /// <summary>Adds a toxic behind those there are, on open connections too.</summary>
    /// <exception cref="ArgumentException">There is one of that name, its attributes contradict each other, or it needs <see cref="ProxyProtocol.Http"/>, which the proxy does not speak.</exception>
    public Task AddAsync(Toxic toxic, CancellationToken cancellationToken = default) => AddAsync(toxic, null, cancellationToken);

    /// <summary>Likewise, of a toxic that is lent; that is only told.</summary>
    internal Task AddAsync(Toxic toxic, TimeSpan? lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(toxic);
        Check(toxic);
        PlacedToxic? added = null;
        return ApplyAsync(
            () =>
            {
                if (Find(toxic.Name) is not null)
                {
                    throw new ArgumentException($"The proxy '{Name}' has a toxic '{toxic.Name}'.", nameof(toxic));
                }

                var place = added = new PlacedToxic(toxic, placed++, state.Clock.Now);
                state.Toxics = [.. state.Toxics, place];
                return (link, change) => AddTo(link, place, change);
            },
            () => Added(added!, lease), // by then it is
            cancellationToken);

        static void AddTo(Link link, PlacedToxic place, ToxicChange change)
        {
            if (link.Stream == place.Stream && place.Toxic is ILinkToxic)
            {
                link.Add(place, change);
            }
        }
    }

    /// <summary>Gives a toxic other attributes and another toxicity; its name, type and stream stay. It starts over on each connection.</summary>
    /// <exception cref="ArgumentException">There is none of that name, type and stream, or its attributes contradict each other.</exception>
    public Task UpdateAsync(Toxic toxic, CancellationToken cancellationToken = default) => UpdateAsync(toxic, null, cancellationToken);

    /// <summary>Likewise, of a toxic that is lent; that is only told.</summary>
    internal Task UpdateAsync(Toxic toxic, TimeSpan? lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(toxic);
        Check(toxic);
        return ApplyAsync(
            () =>
            {
                if (Find(toxic.Name) is not { } place || place.Toxic.GetType() != toxic.GetType() || place.Stream != toxic.Stream)
                {
                    throw new ArgumentException($"The proxy '{Name}' has no toxic '{toxic.Name}' of this type and stream.", nameof(toxic));
                }

                place.Toxic = toxic;
                return (link, change) => link.Update(place, change);
            },
            () => Updated(toxic, lease),
            cancellationToken);
    }

    /// <summary>Takes a toxic away, on open connections too; what it held goes on at once.</summary>
    /// <returns>Whether there was one of that name.</returns>
    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken = default) => RemoveAsync(name, expired: false, cancellationToken);

    /// <summary>Likewise, where a lease may have run out.</summary>
    internal async Task<bool> RemoveAsync(string name, bool expired, CancellationToken cancellationToken)
    {
        PlacedToxic? removed = null;
        await ApplyAsync(
            () =>
            {
                var place = removed = Find(name);
                state.Toxics = [.. state.Toxics.Where(each => each != place)];
                return (link, change) =>
                {
                    if (place is not null)
                    {
                        link.Remove(place, change);
                    }
                };
            },
            () => Removed(removed, expired),
            cancellationToken).ConfigureAwait(false);
        return removed is not null;
    }

    /// <summary>Listens when it does not, and takes all toxics away.</summary>
    /// <exception cref="ListenException">It cannot listen. Then the toxics stay.</exception>
    public async Task ResetAsync(CancellationToken cancellationToken = default)
    {
        await EnableAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<PlacedToxic> places = [];
        await ApplyAsync(
            () =>
            {
                places = state.Toxics;
                state.Toxics = [];
                return (link, change) =>
                {
                    foreach (var place in places)
                    {
                        link.Remove(place, change);
                    }
                };
            },
            () => RemovedAll(places),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Why a toxic cannot be on this proxy; <see langword="null"/> when it can.</summary>
    internal string? Objection(Toxic toxic) =>
        toxic.Contradiction
        ?? (toxic.Schedule is { } schedule && schedule.On > schedule.Every ? $"'schedule' is on for {schedule.On.TotalSeconds} s, it must be between 0 and 'every', which is {schedule.Every.TotalSeconds} s" : null)
        ?? (Protocol == ProxyProtocol.Udp && toxic is not IDatagramToxic ? $"a toxic of type '{toxic.Type}' makes no sense for datagrams; a proxy with protocol 'udp' takes {DatagramTypes}" : null)
        ?? (Protocol != ProxyProtocol.Udp && toxic is IDatagramToxic and not ILinkToxic ? $"a toxic of type '{toxic.Type}' needs a proxy with protocol 'udp': that of '{Name}' is '{Protocol.ToString().ToLowerInvariant()}', and bytes of a stream have an order" : null)
        ?? (toxic is HttpToxic && Protocol != ProxyProtocol.Http ? $"a toxic of type '{toxic.Type}' needs a proxy with protocol 'http', that of '{Name}' is 'tcp'" : null);

    private static string DatagramTypes => string.Join(", ", ToxicCatalog.Types.Where(static type => type.Class.IsAssignableTo(typeof(IDatagramToxic))).Select(static type => type.Name));

    private void Check(Toxic toxic)
    {
        if (Objection(toxic) is { } contradiction)
        {
            throw new ArgumentException(contradiction, nameof(toxic));
        }
    }

    private PlacedToxic? Find(string name) => state.Toxics.FirstOrDefault(place => place.Toxic.Name == name);

    // Decides under the lock, carries it out on each link, and waits until it has come about on all: the toxics need no other's help for that.
    private async Task ApplyAsync(Func<Action<Link, ToxicChange>> decide, Action tell, CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Action<Link, ToxicChange> carryOut;
            ProxyConnection[] connections;
            lock (state.Gate)
            {
                carryOut = decide();
                connections = listener is { } running ? [.. running.Connections] : [];
            }

            listener?.ApplyToxics();
            var change = new ToxicChange();
            foreach (var connection in connections)
            {
                if (connection.Upstream is { } up && connection.Downstream is { } down)
                {
                    carryOut(up, change);
                    carryOut(down, change);
                    up.Http?.Nudge(); // a message may be held by what has changed
                    down.Http?.Nudge();
                }
            }

            change.Done();
            await change.Completion.ConfigureAwait(false);
            tell();
        }
        finally
        {
            changing.Release();
        }
    }
}
