using System.Collections.Concurrent;
using System.Text.Json;
using ChaosToolkit.Events;
using ChaosToolkit.Proxies;
using ChaosToolkit.Toxics;
using ChaosToolkit.Wire;

namespace ChaosToolkit.Collections;

/// <summary>A proxy of the server, and the leases of its faults.</summary>
internal sealed class HostedProxy(FaultProxy proxy, HostedEvents events, TimeProvider time) : IAsyncDisposable
{
    // A fault and its lease change as one. Reading waits for nobody.
    private readonly SemaphoreSlim changing = new(1);
    private readonly ConcurrentDictionary<string, FaultLease> leases = new(StringComparer.Ordinal);
    private readonly List<string> configured = []; // toxics by name
    private bool isDeleted;

    public FaultProxy Proxy => proxy;

    /// <summary>The lease of a toxic, or of the proxy's being disabled.</summary>
    public TimeSpan? LeaseOf(string? toxic) => leases.TryGetValue(Key(toxic), out var lease) ? lease.Time : null;

    /// <summary>It stands: it is told of from now on.</summary>
    public void Announce() => events.Created(this);

    /// <summary>The toxic of a name.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public Toxic Toxic(string name) => Find(name) ?? throw ApiException.ToxicNotFound;

    public async Task<Toxic> AddAsync(JsonElement body, CancellationToken cancellationToken)
    {
        using var entered = await EnterAsync(cancellationToken);
        return await AddEnteredAsync(body, cancellationToken);
    }

    public async Task<Toxic> UpdateAsync(string name, JsonElement body, CancellationToken cancellationToken)
    {
        using var entered = await EnterAsync(cancellationToken);
        var toxic = Toxic(name);
        var changed = ToxicBody.Change(body, toxic);
        var lease = Lease.Read(body, ToxicBody.Owner);
        if (changed is not null)
        {
            Require(changed);
            await proxy.UpdateAsync(changed, lease ?? LeaseOf(name), cancellationToken);
        }

        Grant(name, lease ?? LeaseOf(name));
        return changed ?? toxic;
    }

    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        using var entered = await EnterAsync(cancellationToken);
        End(Key(name));
        if (!await proxy.RemoveAsync(name, cancellationToken))
        {
            throw ApiException.ToxicNotFound;
        }
    }

    public async Task ChangeAsync(ProxyBody body, CancellationToken cancellationToken)
    {
        using var entered = await EnterAsync(cancellationToken);
        await ChangeEnteredAsync(body, cancellationToken);
    }

    /// <summary>The toxics that it has by now are the config's.</summary>
    public void Configured() => configured.AddRange(proxy.Toxics.Select(static toxic => toxic.Name));

    /// <summary>Takes over what a config says now: its addresses, and its toxics in place of those that a config has added.</summary>
    /// <param name="body">What it says.</param>
    /// <param name="sameToxics">Whether its toxics are those that stand.</param>
    /// <param name="cancellationToken">Ends the look-up of an address's name.</param>
    public async Task ReloadAsync(ProxyBody body, bool sameToxics, CancellationToken cancellationToken)
    {
        using var entered = await EnterAsync(cancellationToken);
        await ChangeEnteredAsync(body with { Enabled = body.Enabled ?? true }, cancellationToken);
        if (sameToxics)
        {
            return;
        }

        foreach (var name in configured)
        {
            End(Key(name));
            await proxy.RemoveAsync(name, cancellationToken);
        }

        configured.Clear();
        foreach (var toxic in body.Toxics is { } toxics ? toxics.EnumerateArray() : new JsonElement.ArrayEnumerator())
        {
            configured.Add((await AddEnteredAsync(toxic, cancellationToken)).Name);
        }
    }

    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        using var entered = await EnterAsync(cancellationToken);
        await proxy.ResetAsync(cancellationToken);
        EndAll();
    }

    /// <summary>Lends a fault for a time, anew where it was lent; zero: for good.</summary>
    public void Grant(string? toxic, TimeSpan? time)
    {
        if (time is not { } given)
        {
            return;
        }

        var key = Key(toxic);
        End(key);
        if (given > TimeSpan.Zero)
        {
            leases[key] = Make(toxic, given);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await changing.WaitAsync();
        using var entered = new Entered(changing);
        if (isDeleted)
        {
            return;
        }

        isDeleted = true;
        EndAll();
        await proxy.DisposeAsync();
        events.Deleted();
    }

    // Whoever waited while it was deleted comes too late.
    private async Task<Entered> EnterAsync(CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        if (isDeleted)
        {
            changing.Release();
            throw ApiException.ProxyNotFound;
        }

        return new Entered(changing);
    }

    private async Task<Toxic> AddEnteredAsync(JsonElement body, CancellationToken cancellationToken)
    {
        var (toxic, lease) = ToxicBody.Read(body, name => Find(name) is not null);
        Require(toxic);
        await proxy.AddAsync(toxic, lease, cancellationToken);
        Grant(toxic.Name, lease);
        return toxic;
    }

    private async Task ChangeEnteredAsync(ProxyBody body, CancellationToken cancellationToken)
    {
        // Who disabled it for good before does not want it to be enabled by itself.
        var lease = proxy.IsEnabled || LeaseOf(null) is not null ? body.Lease ?? LeaseOf(null) : null;
        try
        {
            await proxy.ChangeAsync(body.Listen, body.Upstream, body.Enabled, lease, expired: false, cancellationToken);
        }
        finally
        {
            Grant(null, proxy.IsEnabled ? TimeSpan.Zero : lease);
        }
    }

    private FaultLease Make(string? toxic, TimeSpan given) => new(given, time, async lease =>
    {
        await changing.WaitAsync();
        using var entered = new Entered(changing);

        // Ended or renewed meanwhile: it is another's now.
        if (leases.TryGetValue(Key(toxic), out var current) && current == lease)
        {
            await (toxic is null ? proxy.ChangeAsync(null, null, enabled: true, null, expired: true, default) : proxy.RemoveAsync(toxic, expired: true, default));
            leases.TryRemove(new KeyValuePair<string, FaultLease>(Key(toxic), lease));
        }
    });

    // A toxic may have any name: the proxy's own lease is told from theirs by the first character.
    private static string Key(string? toxic) => toxic is null ? "" : "/" + toxic;

    private Toxic? Find(string name) => proxy.Toxics.FirstOrDefault(toxic => toxic.Name == name);

    private void Require(Toxic toxic)
    {
        if (proxy.Objection(toxic) is { } objection)
        {
            throw ApiException.BadBody(objection);
        }
    }

    private void End(string key)
    {
        if (leases.TryRemove(key, out var lease))
        {
            lease.Dispose();
        }
    }

    private void EndAll()
    {
        foreach (var key in leases.Keys)
        {
            End(key);
        }
    }

    private readonly struct Entered(SemaphoreSlim held) : IDisposable
    {
        public void Dispose() => held.Release();
    }
}
