namespace ChaosToolkit.Core.Tests.Providers.Http;

public sealed class HttpValidationTests : IAsyncDisposable
{
    private readonly ProviderBench bench = new("http");

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Theory]
    [InlineData("""{"type": "http", "url": "http://h/"}""")]
    [InlineData("""{"type": "http", "url": "${base}/x", "timeout": "${t}", "headers": {"A": 1}, "verify_tls": false, "max_retries": 2}""")]
    [InlineData("""{"type": "http", "url": "${scheme}://h", "timeout": [1, "${t}"], "verify_tls": "ca.pem", "cert": ["a", "b"], "secrets": ["x"]}""")]
    [InlineData("""{"type": "http", "url": "http://my_service:${port}/$metadata"}""")]
    [InlineData("""{"type": "http", "url": "https://[::1]:8443", "verify_tls": "no.pem"}""")]
    public async Task Accepts(string provider) => Assert.Empty(await bench.ValidateAsync(provider));

    [Theory]
    [InlineData("""{"type": "http"}""", "CTK0310")]
    [InlineData("""{"type": "http", "url": 3}""", "CTK0311")]
    [InlineData("""{"type": "http", "url": "http://h", "method": 3}""", "CTK0311")]
    [InlineData("""{"type": "http", "url": "http://h", "headers": ["A: b"]}""", "CTK0311")]
    [InlineData("""{"type": "http", "url": "http://h", "verify_tls": 3}""", "CTK0311")]
    [InlineData("""{"type": "http", "url": "http://h", "max_retries": -1}""", "CTK0311")]
    [InlineData("""{"type": "http", "url": "http://h", "timeout": "3"}""", "CTK0312")]
    [InlineData("""{"type": "http", "url": "http://h", "timeout": [1, 2, 3]}""", "CTK0312")]
    [InlineData("""{"type": "http", "url": "http://h", "timeout": 0}""", "CTK0312")]
    [InlineData("""{"type": "http", "url": "http://h", "verify_ssl": true}""", "CTK0313")]
    [InlineData("""{"type": "http", "url": "http://h", "expected_status": 200}""", "CTK0325")]
    [InlineData("""{"type": "http", "url": "localhost:8080/x"}""", "CTK0326")]
    [InlineData("""{"type": "http", "url": "http://h:99999/"}""", "CTK0327")]
    [InlineData("""{"type": "http", "url": "https://h:0/"}""", "CTK0327")]
    [InlineData("""{"type": "http", "url": "http:///x"}""", "CTK0327")]
    [InlineData("""{"type": "http", "url": "http://h", "verify_tls": "No"}""", "CTK0328")]
    public async Task Reports(string provider, string code) => Assert.Equal([code], await bench.CodesAsync(provider));
}
