using System.Net;
using ChaosToolkit.Proxies;
using ChaosToolkit.Toxics;

namespace Catalog;

/// <summary>What becomes of the application when its cache is in trouble.</summary>
public sealed class ResilienceTests(RedisServer redis) : IClassFixture<RedisServer>
{
    [Fact]
    public async Task Serves_from_the_cache_what_it_served_before()
    {
        await using var proxy = await ProxyAsync();
        await using var shop = await Shop.StartAsync(proxy.Listen);
        _ = await shop.FromAsync(1);

        Assert.Equal("cache", await shop.FromAsync(1));
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Http.GetAsync(new Uri("/products/99", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Falls_through_to_the_catalog_while_Redis_is_down()
    {
        await using var proxy = await ProxyAsync();
        await using var shop = await Shop.StartAsync(proxy.Listen);
        _ = await shop.FromAsync(2);
        await proxy.DisableAsync(TestContext.Current.CancellationToken);

        Assert.Equal("catalog", await shop.FromAsync(2));
    }

    [Fact]
    public async Task Answers_within_two_seconds_while_Redis_takes_five()
    {
        await using var proxy = await ProxyAsync();
        await using var shop = await Shop.StartAsync(proxy.Listen);
        await proxy.AddAsync(new LatencyToxic { Latency = TimeSpan.FromSeconds(5), Jitter = TimeSpan.FromSeconds(1) }, TestContext.Current.CancellationToken);
        shop.Http.Timeout = TimeSpan.FromSeconds(2);

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("catalog", await shop.FromAsync(1));
        }
    }

    [Fact]
    public async Task No_request_of_fifty_fails_while_Redis_resets_its_connections()
    {
        await using var proxy = await ProxyAsync();
        await using var shop = await Shop.StartAsync(proxy.Listen);
        await proxy.AddAsync(new ResetPeerToxic(), TestContext.Current.CancellationToken);

        for (var i = 0; i < 50; i++)
        {
            Assert.Equal("catalog", await shop.FromAsync((i % 3) + 1));
        }
    }

    private Task<FaultProxy> ProxyAsync() => FaultProxy.StartAsync(redis.Address, cancellationToken: TestContext.Current.CancellationToken);
}
