using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using ChaosToolkit.Proxies;
using ChaosToolkit.Toxiproxy.Servers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Toxiproxy.Network;

/// <summary>The proxies that live within the run, by name; they end with it.</summary>
internal sealed class RunProxies(EngineServices services) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, FaultProxy> proxies = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim starting = new(1);

    public static RunProxies Of(EngineServices services) => services.Shared(static all => new RunProxies(all));

    /// <summary>One; <see langword="null"/> when there is none of the name.</summary>
    public FaultProxy? Find(string name) => proxies.GetValueOrDefault(name);

    /// <summary>One.</summary>
    /// <exception cref="ActivityFailedException">There is none of the name.</exception>
    public FaultProxy this[string name] => Find(name)
        ?? throw new ActivityFailedException($"There is no proxy '{name}' in this run. " + (proxies.IsEmpty ? "Start one: start_proxy, or the control chaos.controls.proxy." : $"There are: {string.Join(", ", proxies.Keys.Order(StringComparer.Ordinal))}."));

    /// <summary>Starts a proxy and tells its port in the configuration, as <c>NAME_PORT</c>.</summary>
    /// <param name="arguments"><c>name</c>, <c>upstream</c>, <c>listen</c>, <c>half_close</c>, <c>seed</c>, <c>protocol</c>.</param>
    /// <param name="configuration">The configuration; live.</param>
    /// <param name="cancellationToken">Ends the look-up of names.</param>
    /// <exception cref="ActivityFailedException">It cannot be started.</exception>
    public async Task<FaultProxy> StartAsync(JsonObject arguments, JsonObject configuration, CancellationToken cancellationToken)
    {
        var (name, upstream) = (Arguments.Text(arguments, "name"), Arguments.Text(arguments, "upstream"));
        var options = new FaultProxyOptions
        {
            Name = name,
            Listen = arguments["listen"] is null ? "127.0.0.1:0" : Arguments.Text(arguments, "listen"),
            HalfClose = PythonComparison.IsTrue(arguments["half_close"]),
            Seed = Arguments.Integer(arguments, "seed"),
            Protocol = ProtocolOf(arguments["protocol"]),
            TimeProvider = services.Time,
            Logger = services.Loggers.CreateLogger("ChaosToolkit.Toxiproxy.proxy"),
        };
        await starting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (proxies.ContainsKey(name))
            {
                throw new ActivityFailedException($"There is a proxy '{name}' in this run already.");
            }

            var proxy = await FaultProxy.StartAsync(upstream, options, cancellationToken).ConfigureAwait(false);
            proxies[name] = proxy;
            ProxyPort.Tell(name, proxy.Listen, configuration);
            return proxy;
        }
        catch (ArgumentException exception)
        {
            throw new ActivityFailedException($"{exception.Message}.", exception); // an option that is not for the protocol
        }
        catch (ListenException exception)
        {
            throw new ActivityFailedException($"The proxy '{name}' cannot be started: {exception.Message}. Check the argument 'listen'.", exception);
        }
        finally
        {
            starting.Release();
        }
    }

    private static ProxyProtocol ProtocolOf(JsonNode? written) => Value.AsText(written) switch
    {
        null when written is null => ProxyProtocol.Tcp,
        "tcp" => ProxyProtocol.Tcp,
        "http" => ProxyProtocol.Http,
        "udp" => ProxyProtocol.Udp,
        _ => throw new ActivityFailedException($"The argument 'protocol' is 'tcp', 'http' or 'udp'; {PythonText.Repr(written)} is none of them."),
    };

    /// <summary>Ends a proxy and its connections.</summary>
    /// <returns>Whether there was one of the name.</returns>
    public async ValueTask<bool> StopAsync(string name)
    {
        if (!proxies.TryRemove(name, out var proxy))
        {
            return false;
        }

        await proxy.DisposeAsync().ConfigureAwait(false);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in proxies.Keys)
        {
            _ = await StopAsync(name).ConfigureAwait(false);
        }

        starting.Dispose();
    }
}
