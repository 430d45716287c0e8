using System.Text.Json;
using ChaosToolkit.Events;
using ChaosToolkit.Proxies;
using ChaosToolkit.Wire;

namespace ChaosToolkit.Collections;

/// <summary>Calls that meet each other on one proxy of a server.</summary>
public sealed class HostedProxyTests : IAsyncDisposable
{
    private readonly EventFeed feed = new(TimeProvider.System);
    private readonly ProxyCollection proxies;

    public HostedProxyTests() => proxies = new ProxyCollection(new FaultProxyOptions(), feed);

    [Fact]
    public async Task A_call_that_comes_behind_the_deletion_finds_no_proxy_and_switches_nothing_on()
    {
        var hosted = await MakeAsync();
        var address = hosted.Proxy.EndPoint;
        await hosted.ChangeAsync(Body("""{"enabled":false,"ttl":600}"""), default);
        await proxies.DeleteAsync("a", default);

        foreach (var late in new Func<Task>[]
        {
            () => hosted.ChangeAsync(Body("""{"enabled":true}"""), default),
            () => hosted.AddAsync(Json("""{"type":"noop","ttl":600}"""), default),
            () => hosted.ResetAsync(default),
        })
        {
            Assert.Equal(404, (await Assert.ThrowsAsync<ApiException>(late)).Status);
        }

        Assert.Null(hosted.LeaseOf(null));
        await using var next = await FaultProxy.StartAsync("127.0.0.1:1", new FaultProxyOptions { Listen = address.ToString() }); // the port is free
        await proxies.ResetAsync(default);
    }

    [Fact]
    public async Task What_was_disabled_for_good_is_not_lent_afterwards()
    {
        var hosted = await MakeAsync();
        await hosted.ChangeAsync(Body("""{"enabled":false}"""), default);
        await hosted.ChangeAsync(Body("""{"enabled":false,"ttl":30}"""), default);
        await hosted.ChangeAsync(Body("""{"ttl":30}"""), default);
        Assert.Null(hosted.LeaseOf(null));

        await hosted.ChangeAsync(Body("""{"enabled":true}"""), default);
        await hosted.ChangeAsync(Body("""{"enabled":false,"ttl":30}"""), default);
        await hosted.ChangeAsync(Body("""{"ttl":600}"""), default);
        Assert.Equal(TimeSpan.FromMinutes(10), hosted.LeaseOf(null));
    }

    [Fact]
    public async Task A_toxic_and_its_lease_come_and_go_together()
    {
        var hosted = await MakeAsync();
        for (var round = 0; round < 300; round++)
        {
            await Task.WhenAll(
                TryAsync(() => hosted.AddAsync(Json("""{"name":"t","type":"noop","ttl":600}"""), default)),
                TryAsync(() => hosted.UpdateAsync("t", Json("""{"ttl":500}"""), default)),
                TryAsync(() => hosted.ResetAsync(default)),
                TryAsync(() => hosted.AddAsync(Json("""{"name":"t","type":"noop","ttl":600}"""), default)),
                TryAsync(() => hosted.RemoveAsync("t", default)));
            Assert.Equal(hosted.Proxy.Toxics.Count > 0, hosted.LeaseOf("t") is not null);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await proxies.DisposeAsync();
        feed.Dispose();
    }

    private Task<HostedProxy> MakeAsync() => proxies.CreateAsync(Body("""{"name":"a","listen":"127.0.0.1:0","upstream":"127.0.0.1:1"}"""), default);

    private static Task TryAsync(Func<Task> call) => Task.Run(async () =>
    {
        try
        {
            await call();
        }
        catch (ApiException)
        {
            // Another was faster.
        }
    });

    private static ProxyBody Body(string json) => ProxyBody.Read(Json(json));

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;
}
