using System.Collections.Concurrent;
using System.Text.Json;
using ChaosToolkit.Proxies;
using ChaosToolkit.Toxics;
using ChaosToolkit.Wire;

namespace ChaosToolkit.Collections;

/// <summary>A proxy of the server, and the leases of its faults.</summary>
internal sealed class HostedProxy(FaultProxy proxy, bool halfClose, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, FaultLease> leases = new(StringComparer.Ordinal);

    public FaultProxy Proxy => proxy;

    public bool HalfClose => halfClose;

    /// <summary>The lease of a toxic, or of the proxy's being disabled.</summary>
    public TimeSpan? LeaseOf(string? toxic) => leases.TryGetValue(Key(toxic), out var lease) ? lease.Time : null;

    /// <summary>The toxic of a name.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public Toxic Toxic(string name) => Find(name) ?? throw ApiException.ToxicNotFound;

    public async Task<Toxic> AddAsync(JsonElement body, CancellationToken cancellationToken)
    {
        var (toxic, lease) = ToxicBody.Read(body, name => Find(name) is not null);
        Require(toxic);
        try
        {
            await proxy.AddAsync(toxic, cancellationToken);
        }
        catch (ArgumentException)
        {
            throw ApiException.ToxicExists; // somebody was faster
        }

        Grant(toxic.Name, lease);
        return toxic;
    }

    public async Task<Toxic> UpdateAsync(string name, JsonElement body, CancellationToken cancellationToken)
    {
        var toxic = Toxic(name);
        var changed = ToxicBody.Change(body, toxic);
        var lease = Lease.Read(body);
        if (changed is not null)
        {
            Require(changed);
            try
            {
                await proxy.UpdateAsync(changed, cancellationToken);
            }
            catch (ArgumentException)
            {
                throw ApiException.ToxicNotFound; // somebody was faster
            }
        }

        Grant(name, lease ?? LeaseOf(name));
        return changed ?? toxic;
    }

    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        End(Key(name));
        if (!await proxy.RemoveAsync(name, cancellationToken))
        {
            throw ApiException.ToxicNotFound;
        }
    }

    public async Task ChangeAsync(ProxyBody body, CancellationToken cancellationToken)
    {
        try
        {
            await proxy.ChangeAsync(body.Listen, body.Upstream, body.Enabled, cancellationToken);
        }
        finally
        {
            Grant(null, proxy.IsEnabled ? TimeSpan.Zero : body.Lease ?? LeaseOf(null));
        }
    }

    /// <summary>Takes over what a config says now: its addresses, and its toxics in place of those it had.</summary>
    public async Task ReloadAsync(ProxyBody? former, ProxyBody body, CancellationToken cancellationToken)
    {
        await ChangeAsync(body with { Enabled = body.Enabled ?? true }, cancellationToken);
        if (former?.Toxics?.GetRawText() == body.Toxics?.GetRawText())
        {
            return;
        }

        foreach (var toxic in former?.Toxics is { } old ? old.EnumerateArray() : new JsonElement.ArrayEnumerator())
        {
            var name = ToxicBody.Read(toxic, static _ => false).Toxic.Name;
            End(Key(name));
            await proxy.RemoveAsync(name, cancellationToken);
        }

        foreach (var toxic in body.Toxics is { } toxics ? toxics.EnumerateArray() : new JsonElement.ArrayEnumerator())
        {
            await AddAsync(toxic, cancellationToken);
        }
    }

    public async Task ResetAsync(CancellationToken cancellationToken)
    {
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
        EndAll();
        await proxy.DisposeAsync();
    }

    private FaultLease Make(string? toxic, TimeSpan given) => new(given, time, async lease =>
    {
        // Ended or renewed meanwhile: it is another's now.
        if (leases.TryGetValue(Key(toxic), out var current) && current == lease)
        {
            await (toxic is null ? proxy.EnableAsync() : proxy.RemoveAsync(toxic));
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
}
