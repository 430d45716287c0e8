using System.Net;
using ChaosToolkit.Collections;
using ChaosToolkit.Events;
using ChaosToolkit.Proxies;
using ChaosToolkit.Wire;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ChaosToolkit.Serving;

/// <summary>A server of fault proxies with Toxiproxy's HTTP API: clients of Toxiproxy drive it unchanged.</summary>
public sealed class ProxyServer : IAsyncDisposable
{
    private readonly KestrelServer http;
    private readonly CancellationTokenSource ending = new();
    private readonly EventFeed feed;

    private ProxyServer(ProxyServerOptions options)
    {
        feed = new EventFeed(options.TimeProvider);
        Proxies = new ProxyCollection(new FaultProxyOptions { Seed = options.Seed, TimeProvider = options.TimeProvider, Logger = options.Logger, TellsConnections = () => feed.WantsConnections }, feed);
        Options = options;
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        var transport = new SocketTransportFactory(Microsoft.Extensions.Options.Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        http = new KestrelServer(new OptionsWrapper<KestrelServerOptions>(kestrel), transport, NullLoggerFactory.Instance);
    }

    /// <summary>The address of the API, as <c>http://127.0.0.1:8474</c>.</summary>
    public Uri Address { get; private set; } = new("http://localhost");

    internal ProxyCollection Proxies { get; }

    private ProxyServerOptions Options { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="config">Proxies that stand when the API answers: a JSON list, each with its toxics where it has any; empty for none.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="FormatException">The config is no such list.</exception>
    /// <exception cref="ListenException">The API, or a proxy, cannot listen where it should.</exception>
    public static async Task<ProxyServer> StartAsync(ProxyServerOptions? options = null, ReadOnlyMemory<byte> config = default, CancellationToken cancellationToken = default)
    {
        var server = new ProxyServer(options ?? new ProxyServerOptions());
        try
        {
            if (!config.IsEmpty)
            {
                await server.TakeOverAsync(config, cancellationToken);
            }

            await server.ListenAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the API, giving running calls some time, and then all proxies.</summary>
    public async ValueTask DisposeAsync()
    {
        feed.Dispose(); // streams of events would hold it up
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), Options.TimeProvider))
        {
            await http.StopAsync(patience.Token);
        }

        http.Dispose();
        await ending.CancelAsync();
        ending.Dispose();
        await Proxies.DisposeAsync();
    }

    /// <summary>
    /// Takes over a config that was changed. What it says as before is not touched; proxies that it no longer has are deleted. Where one proxy fails, the others
    /// are taken over all the same; the next call tries that one again.
    /// </summary>
    /// <exception cref="FormatException">It is no list of proxies, then nothing has changed; or what a proxy is to be is wrong; or several proxies have failed, all of which it names.</exception>
    /// <exception cref="ListenException">A proxy cannot listen where it should.</exception>
    public Task ReloadAsync(ReadOnlyMemory<byte> config, CancellationToken cancellationToken = default) => TakeOverAsync(config, cancellationToken);

    private async Task TakeOverAsync(ReadOnlyMemory<byte> config, CancellationToken cancellationToken)
    {
        try
        {
            await Proxies.ReloadAsync(ProxyBody.ReadList(JsonBody.Parse(config.Span)), cancellationToken);
        }
        catch (ApiException error)
        {
            throw new FormatException(error.Message, error);
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var addresses = await ListenAddress.ResolveAsync(Options.Host, cancellationToken);
        var wanted = new IPEndPoint(addresses[0], Options.Port);
        http.Options.Listen(wanted);
        var metrics = Options.ProxyMetrics || Options.RuntimeMetrics ? new MetricsPage(Options.ProxyMetrics, Options.RuntimeMetrics, Options.TimeProvider) : null;
        try
        {
            await http.StartAsync(new ApiApplication(new Router(Proxies, metrics), new EventStream(feed, Options.TimeProvider), Options, ending.Token), cancellationToken);
        }
        catch (IOException error)
        {
            var address = ListenAddress.Format(wanted);
            throw new ListenException(address, error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException ? "bind: address already in use" : error.Message, $"listen tcp {address}");
        }

        Address = new Uri(http.Features.Get<IServerAddressesFeature>()!.Addresses.First()); // Kestrel has it, with the one address
    }
}
