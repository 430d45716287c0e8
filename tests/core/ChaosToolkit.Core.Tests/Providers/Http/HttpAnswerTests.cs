using System.IO.Compression;
using System.Text;

namespace ChaosToolkit.Core.Tests.Providers.Http;

public sealed class HttpAnswerTests : IAsyncLifetime
{
    private const string Warning = "Warning: This HTTP call returned a response with a HTTP status code above 400. This may indicate some error and not what you expected. Please have a look at the logs.";

    private readonly ProviderBench bench = new("http");
    private RecordingServer server = null!;

    public async ValueTask InitializeAsync() => server = await RecordingServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await bench.DisposeAsync();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("application/json", """{"b": [1, 2.50, "\u00e9", {}, [], null], "a": true, "a": 1e3}""", """{"b":[1,2.5,"é",{},[],null],"a":1000.0}""")]
    [InlineData("application/json", " 42\n", "42")]
    [InlineData("application/json", "\"up\"", "\"up\"")]
    [InlineData("application/json", "null", "null")]
    [InlineData("application/json", "123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("application/json", "{no json", "\"{no json\"")]
    [InlineData("application/json", "", "\"\"")]
    [InlineData("application/json; charset=utf-8", "[\"é\"]", "\"[\\\"é\\\"]\"")]
    [InlineData("application/problem+json", "[1]", "\"[1]\"")]
    [InlineData("text/plain", "é", "\"Ã©\"")]
    [InlineData("text/plain; charset=UTF8", "é", "\"é\"")]
    [InlineData("text/plain; charset=\"no-such\"", "é", "\"é\"")]
    [InlineData("application/xml", "Überlastung – 10 €", "\"Überlastung – 10 €\"")]
    [InlineData(null, "é", "\"é\"")]
    public async Task Reads_a_body_by_its_type(string? type, string sent, string body)
    {
        server.Send("/", type, Encoding.UTF8.GetBytes(sent));
        Assert.Equal(body, ProviderBench.Json((await bench.RunAsync($$"""{"url": "{{server.Url}}/"}"""))["body"]));
    }

    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData("text/plain; charset=cp1252")]
    public async Task Reads_windows_1252(string type)
    {
        server.Send("/", type, [0x63, 0xE9, 0x80]);
        Assert.Equal("cé€", (string)(await bench.RunAsync($$"""{"url": "{{server.Url}}/"}"""))["body"]!);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("bare deflate")]
    [InlineData("br")]
    public async Task Unpacks_what_was_compressed(string encoding)
    {
        var packed = new MemoryStream();
        await using (Stream packer = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            packer.Write(Encoding.UTF8.GetBytes(new string('x', 100_000)));
        }

        server.Send("/", "text/plain", packed.ToArray(), ("Content-Encoding", encoding.Split(' ')[^1]));
        var output = await bench.RunAsync($$"""{"url": "{{server.Url}}/"}""");
        Assert.Equal(new string('x', 100_000), (string)output["body"]!);
        Assert.Equal(encoding.Split(' ')[^1], (string)output["headers"]!["Content-Encoding"]!);
    }

    [Fact]
    public async Task Broken_compression_fails_the_activity()
    {
        server.Send("/", "text/plain", [1, 2, 3], ("Content-Encoding", "gzip"));
        await Assert.ThrowsAsync<ActivityFailedException>(() => bench.RunAsync($$"""{"url": "{{server.Url}}/"}"""));
    }

    [Fact]
    public async Task Headers_keep_their_names_and_order()
    {
        server.On("/", context =>
        {
            context.Response.Headers["x-b"] = new(["1", "2"]);
            context.Response.Headers["content-TYPE"] = "text/css";
            context.Response.Headers["etag"] = "\"e\"";
            return Task.CompletedTask;
        });
        for (var i = 0; i < 3; i++)
        {
            var headers = (await bench.RunAsync($$"""{"url": "{{server.Url}}/"}"""))["headers"]!.AsObject();
            Assert.Equal("1, 2", (string)headers["x-b"]!);
            Assert.Equal("\"e\"", (string)headers["ETag"]!);
            Assert.Equal("Content-Length,Content-Type,Date,ETag,Server,x-b", string.Join(",", headers.Select(header => header.Key).Order(StringComparer.OrdinalIgnoreCase)));
        }
    }

    [Fact]
    public async Task Names_are_those_on_the_wire()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var answering = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            var stream = client.GetStream();
            var buffer = new byte[4096];
            foreach (var answer in new[]
            {
                "HTTP/1.1 200 OK\r\nserver: uvicorn\r\ncontent-type: text/plain\r\nX-A: 1\r\nCONTENT-LENGTH: 2\r\nx-a: 2\r\n\r\nhi",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\netag: x\r\n\r\n",
            })
            {
                _ = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
                foreach (var piece in answer.Chunk(7))
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(piece), TestContext.Current.CancellationToken);
                }
            }
        }, TestContext.Current.CancellationToken);
        var url = $$"""{"url": "http://127.0.0.1:{{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}}/"}""";
        Assert.Equal(
            """{"status":200,"headers":{"server":"uvicorn","content-type":"text/plain","X-A":"1, 2","CONTENT-LENGTH":"2"},"body":"hi"}""",
            ProviderBench.Json(await bench.RunAsync(url)));
        Assert.Equal("""{"status":200,"headers":{"transfer-encoding":"chunked"},"body":"hi"}""", ProviderBench.Json(await bench.RunAsync(url)));
        Assert.Equal("""{"status":204,"headers":{"etag":"x"},"body":""}""", ProviderBench.Json(await bench.RunAsync(url)));
        await answering;
    }

    [Fact]
    public async Task Head_has_no_body()
    {
        server.Send("/", "application/json", Encoding.UTF8.GetBytes("[1]"));
        Assert.Equal("\"\"", ProviderBench.Json((await bench.RunAsync($$"""{"url": "{{server.Url}}/", "method": "HEAD"}"""))["body"]));
    }

    [Theory]
    [InlineData(304, false, false)]
    [InlineData(399, false, false)]
    [InlineData(400, false, true)]
    [InlineData(503, false, true)]
    [InlineData(503, true, false)]
    public async Task Warns_of_an_error_status_unless_there_is_a_tolerance(int status, bool hasTolerance, bool warns)
    {
        server.On("/", context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        Assert.Equal(status, (int)(await bench.RunAsync($$"""{"url": "{{server.Url}}/"}""", hasTolerance: hasTolerance))["status"]!);
        Assert.Equal(warns ? [Warning] : [], bench.Lines);
    }

    [Fact]
    public async Task An_answer_without_end_is_refused()
    {
        server.On("/", async context =>
        {
            var piece = new byte[1 << 20];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(piece);
            }
        });
        Assert.Contains("100 MB", (await Assert.ThrowsAsync<ActivityFailedException>(() => bench.RunAsync($$"""{"url": "{{server.Url}}/"}"""))).Message);
    }
}
