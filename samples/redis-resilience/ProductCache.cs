using System.Net.Sockets;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Catalog;

/// <summary>A cache that may be slow, broken or away: it never fails those who ask it, and holds them up for a quarter of a second at most each time: who finds nothing and keeps what he found elsewhere asks it twice.</summary>
public sealed class ProductCache(RedisConnections redis)
{
    // Who asks a cache that has failed again and again waits for nothing: for a second nobody asks it.
    private readonly ResiliencePipeline pipeline = new ResiliencePipelineBuilder()
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<TimeoutRejectedException>().Handle<SocketException>().Handle<IOException>(),
            FailureRatio = 0.5,
            MinimumThroughput = 4,
            SamplingDuration = TimeSpan.FromSeconds(5),
            BreakDuration = TimeSpan.FromSeconds(1),
        })
        .AddTimeout(TimeSpan.FromMilliseconds(250))
        .Build();

    /// <summary>A product; <see langword="null"/> when it is not there, or the cache cannot tell.</summary>
    public async Task<Product?> FindAsync(int id, CancellationToken cancellationToken) =>
        await AskAsync(["GET", KeyOf(id)], cancellationToken) is { } text ? Product.Of(text) : null;

    /// <summary>Keeps a product for a minute, if the cache can.</summary>
    public Task KeepAsync(Product product, CancellationToken cancellationToken) => AskAsync(["SET", KeyOf(product.Id), product.ToText(), "EX", "60"], cancellationToken);

    private async Task<string?> AskAsync(string[] command, CancellationToken cancellationToken)
    {
        try
        {
            return await pipeline.ExecuteAsync(async token => await redis.SendAsync(command, token), cancellationToken);
        }
        catch (Exception exception) when (exception is BrokenCircuitException or TimeoutRejectedException or SocketException or IOException)
        {
            return null;
        }
    }

    private static string KeyOf(int id) => $"product:{id}";
}
