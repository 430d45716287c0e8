using System.Text;
using ChaosToolkit.BlackBox;

namespace ChaosToolkit.Robustness;

public sealed class FuzzTests
{
    private const int Calls = 3000;
    private static readonly string[] Values =
    [
        "0", "1", "-1", "100", "1.5", "1e400", "9223372036854775807", "-9223372036854775808", "1e2", "null", "true", "\"x\"", "\"\"", "[]", "{}", "[[[[[]]]]]",
        "\"\\ud800\"", "\"latency\"", "\"upstream\"", "\"DOWNSTREAM\"", "0.3", "{\"latency\":1}", "{\"average_size\":3,\"size_variation\":3}", "\"127.0.0.1:0\"", "\"10.0.0.0/8\"", "\"hang\"", "\"recorded\"", "[1,2]", "{\"every\":2,\"on\":1}", "{\"share\":0.5}", "[\"127.0.0.1\"]", "\"\\u0000\"", "nul", "\"",
    ];

    private static readonly string[] Keys = ["name", "NAME", "listen", "upstream", "enabled", "type", "stream", "toxicity", "attributes", "ttl", "toxics", "half_close", "protocol", "schedule", "clients", "every", "on", "share", "x", "latency"];
    private static readonly string[] Types = ["latency", "bandwidth", "slow_close", "timeout", "reset_peer", "slicer", "limit_data", "noop", "drop", "stall", "corrupt", "duplicate", "limit_time", "refuse", "http_status", "http_delay", "http_abort", "http_headers", "http_body"];
    private static readonly string[] Attributes = ["latency", "jitter", "rate", "delay", "timeout", "average_size", "size_variation", "bytes", "probability", "duration", "time", "mode", "distribution", "values", "shared", "status", "body", "set", "remove", "find", "truncate", "method", "path"];

    [Fact]
    public async Task The_api_answers_whatever_it_is_asked()
    {
        await using var process = await ProxyProcess.StartAsync();
        var api = new ProxyApi(process.Address);
        using var echo = TestServer.Echo();
        await using var proxy = await api.CreateAsync(echo.Address, ",\"protocol\":\"http\"");
        var random = new Random(8);
        using var stop = new CancellationTokenSource();
        var traffic = Task.Run(() => TrafficAsync(proxy, stop.Token), CancellationToken.None);
        for (var i = 0; i < Calls; i++)
        {
            var path = random.Next(6) switch
            {
                0 => "/proxies",
                1 => $"/proxies/{proxy.Name}/toxics",
                2 => $"/proxies/{proxy.Name}/toxics/t",
                3 => "/populate",
                4 => $"/proxies/{proxy.Name}/toxics/" + Uri.EscapeDataString(Text(random)),
                _ => "/" + Uri.EscapeDataString(Text(random)),
            };
            var body = random.Next(3) == 0 ? Toxic(random) : Body(random, 0);
            var reply = await api.SendAsync(random.Next(5) switch { 0 => "GET", 1 => "DELETE", 2 => "PATCH", _ => "POST" }, path, body);
            Assert.True(reply.Status is (>= 200 and < 300) or 301 or (>= 400 and <= 409) || (reply.Status == 500 && reply.Body.Contains("listen", StringComparison.Ordinal)), $"{path} {body}: {reply.Status} {reply.Body}");
            await api.SendAsync("DELETE", $"/proxies/{proxy.Name}/toxics/t");
            await api.SendAsync("DELETE", "/proxies/x");
        }

        await stop.CancelAsync();
        await traffic;
        await api.ExpectAsync(200, "GET", "/proxies");
    }

    private static async Task TrafficAsync(TestProxy proxy, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var client = await proxy.ConnectAsync();
                await client.SendAsync("POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nbytes to cut"); // what comes back is no answer
                await Task.WhenAny(client.EndAsync(), Task.Delay(20, CancellationToken.None));
            }
            catch (Exception error) when (error is System.Net.Sockets.SocketException or TimeoutException)
            {
                // That is what it is for.
            }
        }
    }

    private static string Toxic(Random random) =>
        $$"""{"name":"t","type":"{{Types[random.Next(Types.Length)]}}","toxicity":{{random.NextDouble():0.00}},"attributes":{"{{Attributes[random.Next(Attributes.Length)]}}":{{Values[random.Next(Values.Length)]}},"{{Attributes[random.Next(Attributes.Length)]}}":{{random.Next(20)}} }{{(random.Next(3) == 0 ? $",\"{Keys[random.Next(Keys.Length)]}\":{Values[random.Next(Values.Length)]}" : "")}} }""";

    private static string Body(Random random, int depth)
    {
        if (depth > 2 || random.Next(4) == 0)
        {
            return Values[random.Next(Values.Length)];
        }

        var parts = Enumerable.Range(0, random.Next(5)).ToList();
        return random.Next(3) == 0
            ? "[" + string.Join(',', parts.Select(_ => Body(random, depth + 1))) + "]"
            : "{" + string.Join(',', parts.Select(_ => $"\"{Keys[random.Next(Keys.Length)]}\":{Body(random, depth + 1)}")) + "}";
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(12); i >= 0; i--)
        {
            text.Append((char)random.Next(1, 0x300));
        }

        return text.ToString();
    }
}
