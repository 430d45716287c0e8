using System.Net.Sockets;
using ChaosToolkit.BlackBox;
using ChaosToolkit.Proxies;
using ChaosToolkit.Testing;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Http;

public sealed class HttpToxicTests
{
    private const string Get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private const string Unavailable = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";

    [Fact]
    public async Task Status_answers_instead_of_the_upstream_and_the_connection_stays()
    {
        await using var pair = await HttpPair.MakeAsync(new HttpStatusToxic { Stream = ToxicStream.Upstream, Path = "/bad", Status = 429, Body = "{}", ContentType = "application/json" });
        await pair.Client.SendAsync("POST /bad HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc");
        await pair.GetAsync("HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        await pair.AskAsync(Get);
        await pair.AnswerAsync(Ok);
    }

    [Fact]
    public async Task Answers_of_the_proxy_keep_their_place_in_a_pipeline()
    {
        await using var pair = await HttpPair.MakeAsync(new HttpStatusToxic { Stream = ToxicStream.Upstream, Path = "/bad" });
        await pair.Client.SendAsync(Get + "GET /bad HTTP/1.1\r\n\r\n" + Get + "HEAD /bad HTTP/1.1\r\n\r\n");
        Assert.Equal(Get + Get, await pair.Server.ReadTextAsync(Get.Length * 2));
        await pair.AnswerAsync(Ok + Ok, Ok + Unavailable + Ok + Unavailable);
    }

    [Fact]
    public async Task An_answer_of_the_proxy_to_who_asked_to_go_on_ends_the_connection()
    {
        await using var pair = await HttpPair.MakeAsync(new HttpStatusToxic { Stream = ToxicStream.Upstream });
        await pair.Client.SendAsync("PUT / HTTP/1.1\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n");
        Assert.Equal((false, "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), await pair.Client.EndAsync());
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: 1000000\r\n\r\n")]
    [InlineData("POST / HTTP/1.0\r\nContent-Length: 1000000\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n")]
    public async Task An_answer_of_the_proxy_behind_which_the_connection_ends_waits_for_the_body_and_resets_nobody(string head)
    {
        await using var pair = await HttpPair.MakeAsync(new HttpStatusToxic { Stream = ToxicStream.Upstream });
        await pair.Client.SendAsync(head);
        for (var i = 0; i < 10; i++)
        {
            await pair.Client.SendAsync(new string('x', 100_000)); // as much as a client sends that does not read meanwhile
            await pair.Proxy.TrafficAsync(traffic => traffic.ReceivedUpstream >= 100_000 * i);
        }

        Assert.Equal((false, "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), await pair.Client.EndAsync());
        pair.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, (await pair.Proxy.TrafficAsync(static traffic => traffic.Connections == 0)).Connections);
    }

    [Fact]
    public async Task A_client_that_does_not_end_after_the_last_answer_is_waited_for_only_so_long()
    {
        var time = new ManualTimeProvider();
        await using var pair = await HttpPair.MakeAsync(new FaultProxyOptions { TimeProvider = time }, new HttpStatusToxic { Stream = ToxicStream.Upstream });
        await pair.Client.SendAsync("PUT / HTTP/1.1\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n");
        await pair.Client.EndAsync();
        await time.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(0, (await pair.Proxy.TrafficAsync(static traffic => traffic.Connections == 0)).Connections);
    }

    [Fact]
    public async Task Expect_continue_passes_both_ways()
    {
        await using var pair = await HttpPair.MakeAsync(new HttpDelayToxic());
        await pair.AskAsync("PUT / HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
        await pair.AnswerAsync("HTTP/1.1 100 Continue\r\n\r\n");
        await pair.AskAsync("abc");
        await pair.AnswerAsync(Ok);
    }

    [Fact]
    public async Task A_body_that_is_changed_is_asked_for_by_the_proxy()
    {
        await using var pair = await HttpPair.MakeAsync(new HttpBodyToxic { Stream = ToxicStream.Upstream, Find = "b", Replacement = "BB" });
        await pair.Client.SendAsync("PUT / HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
        await pair.GetAsync("HTTP/1.1 100 Continue\r\n\r\n");
        await pair.AskAsync("abc", "PUT / HTTP/1.1\r\nContent-Length: 4\r\n\r\naBBc");
        await pair.AnswerAsync(Ok);
    }

    [Theory]
    [InlineData(500, null, Ok, "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData(500, "", Ok, "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n")]
    [InlineData(204, null, Ok, "HTTP/1.1 204 No Content\r\n\r\n")]
    [InlineData(500, null, "HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n", "HTTP/1.1 500 Internal Server Error\r\nETag: x\r\nContent-Length: 0\r\n\r\n")]
    [InlineData(502, "x", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n2\r\nok\r\n0\r\n\r\n", "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 1\r\n\r\nx")]
    public async Task Status_changes_that_of_an_answer(int status, string? body, string answer, string arrives)
    {
        await using var pair = await HttpPair.MakeAsync(new HttpStatusToxic { Status = status, Body = body });
        await pair.AskAsync(Get);
        await pair.AnswerAsync(answer, arrives);
        await pair.Proxy.RemoveAsync("http_status_downstream");
        await pair.AskAsync(Get);
        await pair.AnswerAsync(Ok);
    }

    [Fact]
    public async Task Headers_are_removed_and_set()
    {
        await using var pair = await HttpPair.MakeAsync(
            new HttpHeadersToxic { Stream = ToxicStream.Upstream, Remove = ["authorization"], Set = new Dictionary<string, string> { ["Host"] = "y", ["X-New"] = "1" } },
            new HttpHeadersToxic { Set = new Dictionary<string, string> { ["Set-Cookie"] = "c=3" } });
        await pair.AskAsync("GET / HTTP/1.1\r\nHost: x\r\nAuthorization: me\r\n\r\n", "GET / HTTP/1.1\r\nHost: y\r\nX-New: 1\r\n\r\n");
        await pair.AnswerAsync("HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nContent-Length: 0\r\nSet-Cookie: b=2\r\n\r\n", "HTTP/1.1 200 OK\r\nSet-Cookie: c=3\r\nContent-Length: 0\r\n\r\n");
    }

    [Theory]
    [InlineData(null, "ok", "OK", null, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK")]
    [InlineData("other", null, "", null, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother")]
    [InlineData(null, null, "", 1L, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\no")]
    [InlineData(null, null, "", 0L, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("aaaa", "a", "bc", 5L, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nbcbcb")]
    public async Task Body_is_changed_and_its_length_with_it(string? body, string? find, string replacement, long? truncate, string arrives)
    {
        await using var pair = await HttpPair.MakeAsync(new HttpBodyToxic { Body = body, Find = find, Replacement = replacement, Truncate = truncate });
        foreach (var answer in new[] { Ok, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n" })
        {
            await pair.AskAsync(Get);
            await pair.AnswerAsync(answer, arrives);
        }
    }

    [Fact]
    public async Task A_body_of_our_own_is_not_compressed()
    {
        await using var pair = await HttpPair.MakeAsync(new HttpBodyToxic { Body = "plain" });
        await pair.AskAsync(Get);
        await pair.AnswerAsync("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nok", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nplain");
    }

    [Fact]
    public async Task A_text_is_not_sought_in_what_is_compressed()
    {
        await using var pair = await HttpPair.MakeAsync(new HttpBodyToxic { Find = "a" });
        await pair.AskAsync("GET / HTTP/1.1\r\nAccept-Encoding: gzip\r\n\r\n", "GET / HTTP/1.1\r\n\r\n");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_too_long_to_be_held_passes_as_it_was(bool chunked)
    {
        await using var pair = await HttpPair.MakeAsync(new HttpBodyToxic { Find = "x", Replacement = "y" });
        await pair.AskAsync(Get);
        var text = new string('x', 3_000_000);
        var sending = pair.Server.SendAsync(chunked ? $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{text.Length:x}\r\n{text}\r\n0\r\n\r\n" : $"HTTP/1.1 200 OK\r\nContent-Length: {text.Length}\r\n\r\n{text}");
        using var stream = new NetworkStream(pair.Client);
        using var http = new HttpReader(stream);
        Assert.Equal(text, await http.ReadAnswerAsync());
        await sending;
        await pair.AskAsync(Get);
        await pair.AnswerAsync(Ok.Replace("ok", "xo", StringComparison.Ordinal), Ok.Replace("ok", "yo", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Abort_of_a_request_ends_the_connection_after_earlier_answers(bool reset)
    {
        await using var pair = await HttpPair.MakeAsync(new HttpAbortToxic { Stream = ToxicStream.Upstream, Path = "/bad" });
        await pair.AskAsync(Get);
        await pair.Client.SendAsync("GET /bad HTTP/1.1\r\n\r\n");
        await pair.AnswerAsync(Ok);
        Assert.Equal((false, ""), await pair.Client.EndAsync());
        Assert.Equal((false, ""), await pair.Server.EndAsync());
        await using var second = await HttpPair.MakeAsync(new HttpAbortToxic { Stream = ToxicStream.Upstream, Reset = reset });
        await second.Client.SendAsync(Get);
        Assert.Equal((reset, ""), await second.Client.EndAsync());
        Assert.Equal((reset, ""), await second.Server.EndAsync());
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no")]
    public async Task Abort_of_an_answer_ends_it_in_the_middle(long bytes, string arrives)
    {
        await using var pair = await HttpPair.MakeAsync(new HttpAbortToxic { Bytes = bytes });
        await pair.AskAsync(Get);
        await pair.Server.SendAsync(Ok);
        Assert.Equal((false, arrives), await pair.Client.EndAsync());
    }

    [Fact]
    public async Task Abort_of_an_answer_resets_also_behind_a_body_that_is_shorter()
    {
        await using var pair = await HttpPair.MakeAsync(new HttpAbortToxic { Reset = true, Bytes = 100 });
        await pair.AskAsync(Get);
        await pair.Server.SendAsync(Ok);
        Assert.True((await pair.Client.EndAsync()).Reset);
    }

    [Fact]
    public async Task Abort_of_a_request_in_the_middle_of_its_body()
    {
        await using var pair = await HttpPair.MakeAsync(new HttpAbortToxic { Bytes = 2, Stream = ToxicStream.Upstream });
        await pair.Client.SendAsync("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello");
        Assert.Equal((false, "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhe"), await pair.Server.EndAsync());
    }

    [Theory]
    [InlineData(ToxicStream.Upstream)]
    [InlineData(ToxicStream.Downstream)]
    public async Task Delay_holds_a_message_for_exactly_its_time(ToxicStream stream)
    {
        var time = new ManualTimeProvider();
        await using var pair = await HttpPair.MakeAsync(new FaultProxyOptions { TimeProvider = time }, new HttpDelayToxic { Delay = TimeSpan.FromSeconds(7), Stream = stream });
        var passing = time.PassAsync(TimeSpan.FromSeconds(7));
        await pair.AskAsync(Get);
        await pair.AnswerAsync(Ok);
        await passing;
        Assert.Equal(TimeSpan.FromSeconds(7).Ticks, time.GetTimestamp());
    }

    [Fact]
    public async Task What_is_delayed_goes_on_when_the_toxic_is_changed_or_removed()
    {
        await using var pair = await HttpPair.MakeAsync(new HttpDelayToxic { Delay = TimeSpan.FromHours(1) });
        await pair.AskAsync(Get);
        await pair.Server.SendAsync(Ok);
        await pair.Proxy.UpdateAsync(new HttpDelayToxic { Delay = TimeSpan.Zero });
        await pair.GetAsync(Ok);
        await pair.Proxy.UpdateAsync(new HttpDelayToxic { Delay = TimeSpan.FromHours(1) });
        await pair.AskAsync(Get);
        await pair.Server.SendAsync(Ok);
        await pair.Proxy.RemoveAsync("http_delay_downstream");
        await pair.GetAsync(Ok);
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("POST", "", false)]
    [InlineData("put, get", "", true)]
    [InlineData("", "/api", true)]
    [InlineData("", "/api/v2", false)]
    [InlineData("", "/api/*/items", true)]
    [InlineData("", "/api/*/item", false)]
    [InlineData("", "*items", true)]
    [InlineData("", "/*/*/items*", true)]
    [InlineData("", "/API", false)]
    public async Task Requests_are_chosen_by_method_and_path(string method, string path, bool chosen)
    {
        await using var pair = await HttpPair.MakeAsync(new HttpStatusToxic { Method = method, Path = path });
        await pair.AskAsync("GET /api/v1/items?x=/api/v2 HTTP/1.1\r\n\r\n");
        await pair.AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", chosen ? Unavailable : null);
    }

    [Fact]
    public async Task Toxicity_is_the_share_of_requests_and_the_seed_repeats_it()
    {
        var drawn = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var pair = await HttpPair.MakeAsync(new FaultProxyOptions { Seed = 8 }, new HttpStatusToxic { Stream = ToxicStream.Upstream, Toxicity = 0.5f });
            var serving = ServeAsync(pair.Server);
            await pair.Client.SendAsync(string.Concat(Enumerable.Repeat(Get, 100)));
            using var stream = new NetworkStream(pair.Client);
            using var http = new HttpReader(stream);
            var choices = "";
            for (var i = 0; i < 100; i++)
            {
                choices += await http.ReadAnswerAsync() == "ok" ? '0' : '1';
            }

            pair.Client.Dispose();
            await serving;
            drawn.Add(choices);
        }

        Assert.Equal(drawn[0], drawn[1]);
        Assert.InRange(drawn[0].Count(static choice => choice == '1'), 30, 70);
    }

    [Fact]
    public async Task Toxics_of_bytes_work_on_answers_of_the_proxy_too()
    {
        await using var pair = await HttpPair.MakeAsync(new HttpStatusToxic { Stream = ToxicStream.Upstream }, new LimitDataToxic { Bytes = 12 });
        await pair.Client.SendAsync(Get);
        Assert.Equal((false, "HTTP/1.1 503"), await pair.Client.EndAsync());
    }

    [Fact]
    public async Task A_proxy_of_bytes_refuses_toxics_of_http()
    {
        await using var proxy = await FaultProxy.StartAsync("127.0.0.1:1");
        var error = await Assert.ThrowsAsync<ArgumentException>(() => proxy.AddAsync(new HttpStatusToxic()));
        Assert.Contains("needs a proxy with protocol 'http'", error.Message);
        await Assert.ThrowsAsync<ArgumentException>(() => proxy.AddAsync(new HttpHeadersToxic { Remove = ["Content-Length"] }));
    }

    [Fact]
    public async Task A_schedule_chooses_requests_by_their_time()
    {
        var time = new ManualTimeProvider();
        await using var pair = await HttpPair.MakeAsync(
            new FaultProxyOptions { TimeProvider = time },
            new HttpStatusToxic { Stream = ToxicStream.Upstream, Schedule = new ToxicSchedule { Every = TimeSpan.FromMinutes(1), On = TimeSpan.FromSeconds(10) } });
        await pair.Client.SendAsync(Get);
        await pair.GetAsync(Unavailable);
        time.Advance(TimeSpan.FromSeconds(10));
        await pair.AskAsync(Get);
        await pair.AnswerAsync(Ok);
    }

    private static async Task ServeAsync(Socket server)
    {
        while ((await server.ReadAsync(Get.Length)).Length == Get.Length)
        {
            await server.SendAsync(Ok);
        }
    }
}
