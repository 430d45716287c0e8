using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ChaosToolkit.Proxies;

namespace ChaosToolkit.Serving;

/// <summary>A config that is changed while the server runs, also where that fails half-way.</summary>
public sealed class ConfigReloadTests
{
    private const string B = """{"name":"b","listen":"127.0.0.1:0","upstream":"x:2","toxics":[{"type":"noop"}]}""";

    [Fact]
    public async Task Where_one_proxy_fails_the_others_are_taken_over_and_the_next_reload_tries_it_again()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var server = await StartAsync(A("127.0.0.1:0"), B);
        var a = A(taken.LocalEndpoint.ToString()!);
        var b = B.Replace("noop", "latency", StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<ListenException>(() => ReloadAsync(server, a, b));
        Assert.Contains("address already in use", error.Message);
        Assert.Equal("a off: ; b on: latency_downstream", Shown(server));
        await Assert.ThrowsAsync<ListenException>(() => ReloadAsync(server, a, b));
        taken.Stop();
        await ReloadAsync(server, a, b);
        Assert.Equal("a on: ; b on: latency_downstream", Shown(server));
    }

    [Fact]
    public async Task Toxics_of_a_failed_attempt_are_not_in_the_way_of_the_next_one()
    {
        await using var server = await StartAsync(A("127.0.0.1:0"), B);
        await Assert.ThrowsAsync<FormatException>(() => ReloadAsync(server, A("127.0.0.1:0"), Toxics("latency", "what")));
        Assert.Equal("a on: ; b on: latency_downstream", Shown(server));
        await ReloadAsync(server, A("127.0.0.1:0"), Toxics("latency", "slicer"));
        Assert.Equal("a on: ; b on: latency_downstream slicer_downstream", Shown(server));
        await Assert.ThrowsAsync<FormatException>(() => ReloadAsync(server, A("127.0.0.1:0"), Toxics("what")));
        await ReloadAsync(server, A("127.0.0.1:0"), Toxics("latency", "slicer")); // as before the failure
        Assert.Equal("a on: ; b on: latency_downstream slicer_downstream", Shown(server));
    }

    [Fact]
    public async Task All_failures_are_told_at_once()
    {
        await using var server = await StartAsync();
        var error = await Assert.ThrowsAsync<FormatException>(() => ReloadAsync(server, A("nonsense"), B, Toxics("what").Replace("\"b\"", "\"c\"", StringComparison.Ordinal)));
        Assert.Equal("proxy 'a': listen tcp: address nonsense: missing port in address; proxy 'c': invalid toxic type", error.Message);
        Assert.Equal("b on: noop_downstream", Shown(server));
    }

    [Fact]
    public async Task What_others_have_added_stays_and_what_the_config_no_longer_has_goes()
    {
        await using var server = await StartAsync(A("127.0.0.1:0"), B);
        await server.Proxies["b"].AddAsync(JsonDocument.Parse("""{"type":"slicer"}""").RootElement, default);
        await ReloadAsync(server, Toxics("latency"));
        Assert.Equal("b on: slicer_downstream latency_downstream", Shown(server));
    }

    private static string A(string listen) => $$"""{"name":"a","listen":"{{listen}}","upstream":"x:1"}""";

    private static string Toxics(params string[] types) => B.Replace("""{"type":"noop"}""", string.Join(',', types.Select(static type => $$"""{"type":"{{type}}"}""")), StringComparison.Ordinal);

    private static Task<ProxyServer> StartAsync(params string[] proxies) => ProxyServer.StartAsync(new ProxyServerOptions { Port = 0 }, Config(proxies));

    private static Task ReloadAsync(ProxyServer server, params string[] proxies) => server.ReloadAsync(Config(proxies));

    private static byte[] Config(string[] proxies) => Encoding.UTF8.GetBytes($"[{string.Join(',', proxies)}]");

    private static string Shown(ProxyServer server) => string.Join("; ", server.Proxies.All.Select(static hosted =>
        $"{hosted.Proxy.Name} {(hosted.Proxy.IsEnabled ? "on" : "off")}: {string.Join(' ', hosted.Proxy.Toxics.Select(static toxic => toxic.Name))}"));
}
