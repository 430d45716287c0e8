using System.Net.Sockets;
using ChaosToolkit.Testing;

namespace ChaosToolkit.BlackBox;

/// <summary>No change of toxics waits for a client or a server: what these toxics hold up they hold up for longer than the tests wait for any call.</summary>
public sealed class ToxicRemovalTests(ServerUnderTest server) : IClassFixture<ServerUnderTest>
{
    private static readonly string[] All =
    [
        """ "type":"latency","attributes":{"latency":100000} """,
        """ "type":"latency","attributes":{"latency":100000,"jitter":1000,"distribution":"pareto"} """,
        """ "type":"bandwidth","attributes":{"rate":1} """,
        """ "type":"bandwidth","attributes":{"rate":0} """,
        """ "type":"bandwidth","attributes":{"rate":1,"shared":true} """,
        """ "type":"slicer","attributes":{"average_size":10,"delay":100000} """,
        """ "type":"noop" """,
        """ "type":"timeout" """,
        """ "type":"limit_data","attributes":{"bytes":100000000} """,
        """ "type":"reset_peer","attributes":{"timeout":100000} """,
        """ "type":"slow_close","attributes":{"delay":100000} """,
        """ "type":"drop","attributes":{"probability":0.5} """,
        """ "type":"stall","attributes":{"probability":1,"duration":100000} """,
        """ "type":"corrupt","attributes":{"probability":0.1} """,
        """ "type":"duplicate","attributes":{"probability":1} """,
        """ "type":"limit_time","attributes":{"time":100000} """,
        """ "type":"refuse" """,
        """ "type":"refuse","attributes":{"mode":"hang"} """,
        """ "type":"latency","attributes":{"latency":100000},"schedule":{"every":100,"on":50} """,
        """ "type":"http_delay","attributes":{"delay":100000} """,
        """ "type":"http_status" """,
        """ "type":"http_body","attributes":{"find":"x"} """,
        """ "type":"http_headers","attributes":{"remove":["x"]} """,
        """ "type":"http_abort","attributes":{"bytes":100000000} """,
    ];

    public static TheoryData<string> Toxics => [.. All];

    [Theory]
    [MemberData(nameof(Toxics))]
    public async Task Ours_removes_a_toxic_while_a_client_reads_nothing(string toxic)
    {
        server.NeedsOurs("Toxiproxy's call never ends.");
        await using var pair = await Pair.MakeAsync(server.Api, exchange: false, more: toxic.Contains("http", StringComparison.Ordinal) ? ",\"protocol\":\"http\"" : "");
        await pair.Client.SendAsync("GET / HTTP/1.1\r\n\r\n");
        Assert.Equal("GET / HTTP/1.1\r\n\r\n", await pair.Server.ReadTextAsync(18));
        await CallAsync("POST", pair, "", $$"""{ "name":"it",{{toxic}} }""");
        var sending = SendAsync(pair.Server);
        await StandsStillAsync(pair, sending);
        await CallAsync("POST", pair, "", """{"type":"latency","attributes":{"latency":10},"name":"another"}""");
        await CallAsync("PATCH", pair, "/it", "{}");
        await CallAsync("DELETE", pair, "/it", null);
        await CallAsync("DELETE", pair, "/another", null);
        await CallAsync("GET", pair, "", null);
        await pair.Proxy.DisposeAsync();
        await Record.ExceptionAsync(() => sending);
    }

    [Fact]
    public async Task Ours_removes_all_toxics_under_the_traffic_of_many()
    {
        server.NeedsOurs("Toxiproxy's call never ends.");
        var pairs = new List<Pair>();
        for (var i = 0; i < 8; i++)
        {
            pairs.Add(await Pair.MakeAsync(server.Api));
        }

        var sending = pairs.Select(pair => SendAsync(pair.Server)).ToList();
        foreach (var pair in pairs)
        {
            var number = 0;
            foreach (var toxic in All.Where(static toxic => !toxic.Contains("http", StringComparison.Ordinal)))
            {
                await CallAsync("POST", pair, "", $$"""{ "name":"{{number++}}",{{toxic}} }""");
            }
        }

        await server.Api.SendAsync("POST", "/reset");
        foreach (var pair in pairs)
        {
            await pair.DisposeAsync();
        }

        await Record.ExceptionAsync(() => Task.WhenAll(sending));
    }

    private async Task CallAsync(string method, Pair pair, string toxic, string? body)
    {
        var reply = await server.Api.SendAsync(method, $"/proxies/{pair.Proxy.Name}/toxics{toxic}", body);
        Assert.True(reply.Status is 200 or 204, reply.Body);
    }

    // Until all buffers are full, or everything is sent.
    private async Task StandsStillAsync(Pair pair, Task sending)
    {
        var before = "";
        await Eventually.IsSoAsync(
            async () =>
            {
                await Task.WhenAny(sending, Task.Delay(20));
                var page = await server.Api.ExpectAsync(200, "GET", "/metrics");
                var now = page.Body.Split('\n').First(line => line.StartsWith("toxiproxy_proxy_received_bytes_total{direction=\"downstream\"", StringComparison.Ordinal) && line.Contains(pair.Proxy.Name, StringComparison.Ordinal));
                (before, var isSame) = (now, now == before);
                return isSame || sending.IsCompleted;
            },
            "the end of what the server sends");
    }

    private static Task<int> SendAsync(Socket server)
    {
        var head = "HTTP/1.1 200 OK\r\nContent-Length: 20000000\r\n\r\n"u8;
        return server.SendAsync((byte[])[.. head, .. new byte[20_000_000]], SocketFlags.None);
    }
}
