namespace ChaosToolkit.BlackBox;

/// <summary>The server that the black-box tests ask: that of <c>TOXIPROXY_TEST_URL</c>, else the built <c>chaos-proxy</c>.</summary>
public sealed class ServerUnderTest : IAsyncLifetime
{
    private ProxyProcess? process;

    /// <summary>Whether it is ours: then what ours does on purpose is tested too.</summary>
    public bool IsOurs => process is not null;

    internal ProxyApi Api { get; private set; } = new(new Uri("http://localhost:8474"));

    public async ValueTask InitializeAsync()
    {
        var given = Environment.GetEnvironmentVariable("TOXIPROXY_TEST_URL");
        process = given is null ? await ProxyProcess.StartAsync("-proxy-metrics") : null;
        Api = new ProxyApi(process?.Address ?? new Uri(given!)); // one of the two
    }

    public ValueTask DisposeAsync() => process?.DisposeAsync() ?? default;
}
