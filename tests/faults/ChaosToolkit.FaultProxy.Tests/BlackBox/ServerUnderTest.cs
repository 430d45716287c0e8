using ChaosToolkit.Testing;

namespace ChaosToolkit.BlackBox;

/// <summary>The server that the black-box tests ask: that of <c>TOXIPROXY_TEST_URL</c>, else the built <c>chaos-proxy</c>.</summary>
public sealed class ServerUnderTest : IAsyncLifetime
{
    private ProxyProcess? process;

    /// <summary>Goes on only where it is ours: what ours does on purpose, Toxiproxy is not asked for.</summary>
    /// <param name="why">What of it another has not.</param>
    public void NeedsOurs(string why) => Needs.That(process is not null, why);

    internal ProxyApi Api { get; private set; } = new(new Uri("http://localhost:8474"));

    public async ValueTask InitializeAsync()
    {
        var given = Environment.GetEnvironmentVariable("TOXIPROXY_TEST_URL");
        process = given is null ? await ProxyProcess.StartAsync("-proxy-metrics") : null;
        Api = new ProxyApi(process?.Address ?? new Uri(given!)); // one of the two
    }

    public ValueTask DisposeAsync() => process?.DisposeAsync() ?? default;
}
