using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using ChaosToolkit.Events;
using ChaosToolkit.Proxies;
using ChaosToolkit.Wire;

namespace ChaosToolkit.Collections;

/// <summary>The proxies of a server, by name. Reading never waits.</summary>
internal sealed class ProxyCollection(FaultProxyOptions template, EventFeed feed) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, HostedProxy> proxies = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim changing = new(1);

    // What was taken over of the config, by name; null where that has failed half-way.
    private readonly Dictionary<string, ProxyBody?> configured = new(StringComparer.Ordinal);

    /// <summary>All, by name.</summary>
    public IEnumerable<HostedProxy> All => proxies.Values.OrderBy(static hosted => hosted.Proxy.Name, StringComparer.Ordinal);

    /// <summary>One.</summary>
    /// <exception cref="ApiException">There is none of that name.</exception>
    public HostedProxy this[string name] => proxies.GetValueOrDefault(name) ?? throw ApiException.ProxyNotFound;

    public async Task<HostedProxy> CreateAsync(ProxyBody body, CancellationToken cancellationToken)
    {
        body.Require();
        await changing.WaitAsync(cancellationToken);
        try
        {
            return proxies.ContainsKey(body.Name!) // required
                ? throw ApiException.ProxyExists
                : Keep(await StartAsync(body, cancellationToken));
        }
        finally
        {
            changing.Release();
        }
    }

    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        try
        {
            var hosted = this[name];
            proxies.TryRemove(name, out _);
            await hosted.DisposeAsync();
        }
        finally
        {
            changing.Release();
        }
    }

    /// <summary>Creates what is not there, and leaves alone what is and has the same addresses.</summary>
    /// <param name="bodies">The proxies, all complete.</param>
    /// <param name="done">Gets those that stand, also when a later one fails.</param>
    /// <param name="cancellationToken">Ends a look-up of an address's name.</param>
    public async Task PopulateAsync(IReadOnlyList<ProxyBody> bodies, List<HostedProxy> done, CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        try
        {
            foreach (var body in bodies)
            {
                done.Add(await PopulateAsync(body, cancellationToken));
            }
        }
        finally
        {
            changing.Release();
        }
    }

    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        foreach (var hosted in All)
        {
            try
            {
                await hosted.ResetAsync(cancellationToken);
            }
            catch (ApiException)
            {
                // Deleted meanwhile.
            }
        }
    }

    /// <summary>Takes over a config: only what differs from what was taken over before is touched. One proxy's failure keeps none of the others.</summary>
    /// <param name="bodies">The proxies, all complete.</param>
    /// <param name="cancellationToken">Ends the look-up of an address's name.</param>
    /// <exception cref="ApiException">Of the only proxy that failed; or of several, which it names.</exception>
    /// <exception cref="ListenException">Of the only proxy that failed.</exception>
    public async Task ReloadAsync(IReadOnlyList<ProxyBody> bodies, CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        try
        {
            foreach (var gone in configured.Keys.Where(name => bodies.All(body => body.Name != name)).ToList())
            {
                configured.Remove(gone);
                if (proxies.TryRemove(gone, out var hosted))
                {
                    await hosted.DisposeAsync();
                }
            }

            List<(string Proxy, Exception Error)> failures = [];
            foreach (var body in bodies)
            {
                try
                {
                    await ReloadAsync(body, cancellationToken);
                }
                catch (Exception error) when (error is ApiException or ListenException)
                {
                    failures.Add((body.Name!, error)); // required
                }
            }

            Throw(failures);
        }
        finally
        {
            changing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in All)
        {
            await hosted.DisposeAsync();
        }

        changing.Dispose();
    }

    private async Task ReloadAsync(ProxyBody body, CancellationToken cancellationToken)
    {
        var name = body.Name!; // required
        var before = configured.GetValueOrDefault(name);
        if (proxies.TryGetValue(name, out var hosted) && body.Suits(hosted.Proxy.Options, asGiven: false))
        {
            if (before?.IsSameAs(body) is not true)
            {
                configured[name] = null; // half of it may be done when it fails
                await hosted.ReloadAsync(body, before?.HasSameToxics(body) is true, cancellationToken);
            }
        }
        else
        {
            configured.Remove(name);
            proxies.TryRemove(name, out _);
            await (hosted?.DisposeAsync() ?? default);
            Keep(await StartAsync(body, cancellationToken)).Configured();
        }

        configured[name] = body;
    }

    private static void Throw(List<(string Proxy, Exception Error)> failures)
    {
        if (failures is [var (_, only)])
        {
            ExceptionDispatchInfo.Throw(only);
        }

        if (failures.Count > 0)
        {
            throw new ApiException(500, string.Join("; ", failures.Select(static failure => $"proxy '{failure.Proxy}': {failure.Error.Message}")));
        }
    }

    private async Task<HostedProxy> PopulateAsync(ProxyBody body, CancellationToken cancellationToken)
    {
        if (proxies.TryGetValue(body.Name!, out var existing)) // required
        {
            if (body.Upstream == existing.Proxy.Upstream && body.Suits(existing.Proxy.Options, asGiven: true) && !await existing.Proxy.DiffersAsync(body.Listen ?? "", cancellationToken))
            {
                return existing;
            }

            // It may hold the address that its successor wants. Should that one fail, this one stays, stopped, with its toxics.
            await existing.Proxy.DisableAsync(cancellationToken);
        }

        var started = await StartAsync(body, cancellationToken);
        if (existing is not null)
        {
            await existing.DisposeAsync();
        }

        return Keep(started);
    }

    private HostedProxy Keep(HostedProxy hosted)
    {
        proxies[hosted.Proxy.Name] = hosted;
        hosted.Announce();
        return hosted;
    }

    private async Task<HostedProxy> MakeAsync(ProxyBody body, CancellationToken cancellationToken)
    {
        var events = new HostedEvents(feed, template.TimeProvider);
        try
        {
            var proxy = await FaultProxy.StartAsync(body.Upstream!, body.Options(template) with { OnEvent = events.Take }, cancellationToken); // required
            return new HostedProxy(proxy, events, template.TimeProvider);
        }
        catch (ArgumentException error)
        {
            throw ApiException.BadBody(error.Message); // what TLS cannot use, or an option that is not for the protocol
        }
    }

    private async Task<HostedProxy> StartAsync(ProxyBody body, CancellationToken cancellationToken)
    {
        var hosted = await MakeAsync(body, cancellationToken);
        var proxy = hosted.Proxy;
        try
        {
            // The toxics first: no connection is to pass without them.
            foreach (var toxic in body.Toxics is { } toxics ? toxics.EnumerateArray() : new JsonElement.ArrayEnumerator())
            {
                await hosted.AddAsync(toxic, cancellationToken);
            }

            if (body.Enabled ?? true)
            {
                await proxy.EnableAsync(cancellationToken);
            }
            else
            {
                hosted.Grant(null, body.Lease);
            }

            return hosted;
        }
        catch
        {
            await hosted.DisposeAsync();
            throw;
        }
    }
}
