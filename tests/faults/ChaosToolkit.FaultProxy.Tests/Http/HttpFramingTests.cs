using ChaosToolkit.BlackBox;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Http;

public sealed class HttpFramingTests
{
    private const string Get = "GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n";
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    // Each is followed by a further request: its end was found, or that one would not be seen.
    [Theory]
    [InlineData(Get, Ok)]
    [InlineData("\r\nGET / HTTP/1.1\nHost: x\n\n", "HTTP/1.1 200\nContent-Length: 2\n\nok")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello", "HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nTrailer: 1\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, Chunked\r\n\r\na\r\n0123456789\r\n00\r\n\r\n")]
    [InlineData("HEAD / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")]
    [InlineData(Get, "HTTP/1.1 204 No Content\r\n\r\n")]
    [InlineData(Get, "HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n")]
    [InlineData(Get, "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + Ok)]
    [InlineData("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok")]
    [InlineData("GET http://host/path HTTP/1.1\r\nX: 1\r\n 2\r\n\r\n", Ok)]
    [InlineData("GET / HTTP/1.1\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n", Ok)]
    public async Task Passes_what_it_need_not_change_byte_for_byte(string request, string answer)
    {
        await using var pair = await HttpPair.MakeAsync(new HttpStatusToxic { Path = "/marked", Status = 418, Body = "seen" });
        await pair.AskAsync(request);
        await pair.AnswerAsync(answer);
        await pair.AskAsync("GET /marked HTTP/1.1\r\n\r\n");
        await pair.AnswerAsync(Ok, "HTTP/1.1 418 I'm a teapot\r\nContent-Length: 4\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nseen");
    }

    [Fact]
    public async Task Finds_the_ends_whatever_pieces_the_bytes_come_in()
    {
        await using var pair = await HttpPair.MakeAsync(new HttpHeadersToxic { Set = new Dictionary<string, string> { ["X"] = "1" }, Stream = ToxicStream.Upstream });
        await pair.Proxy.AddAsync(new SlicerToxic { AverageSize = 1 });
        const string Request = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
        foreach (var one in Request + Request)
        {
            await pair.Client.SendAsync(one.ToString());
        }

        var arrives = Request.Replace("chunked\r\n\r\n", "chunked\r\nX: 1\r\n\r\n", StringComparison.Ordinal);
        Assert.Equal(arrives + arrives, await pair.Server.ReadTextAsync(arrives.Length * 2));
        foreach (var one in Ok)
        {
            await pair.Server.SendAsync(one.ToString());
        }

        await pair.GetAsync(Ok);
        await pair.AnswerAsync(Ok);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Bodies_of_any_size_are_streamed(bool chunked)
    {
        await using var pair = await HttpPair.MakeAsync(new HttpDelayToxic());
        var noise = HttpPair.Noise(5_000_000);
        await pair.AskAsync(Get);
        var body = chunked ? HttpPair.Join("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", $"{noise.Length:X}\r\n", noise, "\r\n0\r\n\r\n") : HttpPair.Join($"HTTP/1.1 200 OK\r\nContent-Length: {noise.Length}\r\n\r\n", noise);
        var sending = pair.Server.SendAsync(body);
        Assert.Equal(body, await pair.Client.ReadAsync(body.Length));
        await sending;
        await pair.AskAsync(Get);
        await pair.AnswerAsync(Ok);
    }

    [Fact]
    public async Task An_answer_without_a_length_lasts_until_the_connection_ends()
    {
        await using var pair = await HttpPair.MakeAsync(new HttpHeadersToxic { Remove = ["Server"] });
        await pair.AskAsync(Get);
        await pair.Server.SendAsync("HTTP/1.1 200 OK\r\nServer: x\r\n\r\nall of it");
        pair.Server.Dispose();
        Assert.Equal((false, "HTTP/1.1 200 OK\r\n\r\nall of it"), await pair.Client.EndAsync());
    }

    [Fact]
    public async Task After_101_all_bytes_pass_as_they_are()
    {
        await using var pair = await HttpPair.MakeAsync(new HttpStatusToxic { Stream = ToxicStream.Upstream, Path = "/no" });
        await pair.AskAsync("GET /chat HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
        await pair.AnswerAsync("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");
        await pair.AskAsync("GET /no HTTP/1.1\r\n\r\n");
        await pair.AnswerAsync("anything");
        await pair.AskAsync("more");
    }

    [Fact]
    public async Task After_an_upgrade_that_is_declined_it_is_http_still()
    {
        await using var pair = await HttpPair.MakeAsync(new HttpStatusToxic { Stream = ToxicStream.Upstream, Path = "/no" });
        const string Upgrade = "GET /chat HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
        await pair.Client.SendAsync(Upgrade + "GET /no HTTP/1.1\r\n\r\n");
        Assert.Equal(Upgrade, await pair.Server.ReadTextAsync(Upgrade.Length));
        await pair.AnswerAsync(Ok, Ok + "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
    }

    [Fact]
    public async Task After_connect_all_bytes_pass_as_they_are()
    {
        await using var pair = await HttpPair.MakeAsync(new HttpDelayToxic());
        await pair.AskAsync("CONNECT host:443 HTTP/1.1\r\n\r\n");
        await pair.AnswerAsync("HTTP/1.1 200 Connection established\r\n\r\n");
        await pair.AskAsync("\u0016\u0003\u0001 hello");
        await pair.AnswerAsync("\u0016 hello");
    }

    [Theory]
    [InlineData("\u0016\u0003\u0001\u0000 a handshake", "\u0016 of TLS")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "anything")]
    [InlineData("PING\r\n", "+PONG\r\n")]
    [InlineData("GET / HTTP/1.1\r\nno header\r\n\r\n", "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz", "HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData(Get, "not HTTP at all")]
    [InlineData(Get, "HTTP/1.1 two hundred\r\n\r\n")]
    [InlineData(Get, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nxyz")]
    public async Task What_is_no_http_passes_as_bytes(string request, string answer)
    {
        await using var pair = await HttpPair.MakeAsync(new HttpDelayToxic());
        await pair.AskAsync(request);
        await pair.AnswerAsync(answer);
        await pair.AnswerAsync("and more\r\n");
        pair.Server.Dispose();
        Assert.Equal((false, ""), await pair.Client.EndAsync());
    }

    [Fact]
    public async Task A_long_pipeline_is_answered_in_its_order()
    {
        await using var pair = await HttpPair.MakeAsync(new HttpStatusToxic { Stream = ToxicStream.Upstream, Path = "/no", Status = 204 });
        const int Count = 3000;
        const string No = "GET /no HTTP/1.1\r\n\r\n";
        await pair.Client.SendAsync(string.Concat(Enumerable.Repeat(No, Count)) + Get);
        await pair.GetAsync(string.Concat(Enumerable.Repeat("HTTP/1.1 204 No Content\r\n\r\n", Count)));
        Assert.Equal(Get, await pair.Server.ReadTextAsync(Get.Length));
        await pair.AnswerAsync(Ok);
    }

    [Fact]
    public async Task Half_close_is_carried_over()
    {
        await using var pair = await HttpPair.MakeAsync(new Proxies.FaultProxyOptions { HalfClose = true });
        await pair.AskAsync(Get);
        pair.Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        Assert.Equal((false, ""), await pair.Server.EndAsync());
        await pair.AnswerAsync(Ok);
    }

    [Fact]
    public async Task A_server_that_speaks_first_is_heard()
    {
        await using var pair = await HttpPair.MakeAsync(new HttpDelayToxic());
        await pair.AnswerAsync("220 ready\r\n");
        await pair.AskAsync("EHLO x\r\n");
        await pair.AnswerAsync("250 ok\r\n");
    }

    [Fact]
    public async Task A_head_that_is_cut_off_passes_with_the_end()
    {
        await using var pair = await HttpPair.MakeAsync(new HttpDelayToxic());
        await pair.Client.SendAsync("GET / HTTP/1.1\r\nHos");
        pair.Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        Assert.Equal((false, "GET / HTTP/1.1\r\nHos"), await pair.Server.EndAsync());
    }

    [Fact]
    public async Task Noise_ends_cleanly()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            await using var pair = await HttpPair.MakeAsync(new HttpBodyToxic { Find = "a", Replacement = "b" }, new HttpBodyToxic { Find = "a", Stream = ToxicStream.Upstream }, new HttpDelayToxic());
            var random = new Random(seed);
            string[] parts = ["GET / HTTP/1.1\r\n", "HTTP/1.1 200 OK\r\n", "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n", "\r\n", "\n", "5\r\nhello\r\n", "0\r\n", "abc", ":", "\0", "Upgrade: x\r\n", "HTTP/1.1 101 X\r\n\r\n", "Expect: 100-continue\r\n"];
            for (var i = 0; i < 12; i++)
            {
                var part = parts[random.Next(parts.Length)];
                await Record.ExceptionAsync(() => (random.Next(2) == 0 ? pair.Client : pair.Server).SendAsync(part));
            }

            pair.Client.Dispose();
            await pair.Server.EndAsync();
        }
    }
}
