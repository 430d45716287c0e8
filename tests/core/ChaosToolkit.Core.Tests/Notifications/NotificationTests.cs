using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Notifications;

/// <summary>Channels that are slow, that fail or drop the connection, over real sockets: none disturbs the next, or who notifies.</summary>
public sealed class NotificationTests : IDisposable
{
    private const string Ok = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly LogCollector log = new();

    public NotificationTests() => listener.Start();

    private string Url => $"http://{listener.LocalEndpoint}/";

    [Fact]
    public async Task Are_posted_as_json_with_the_channels_headers()
    {
        var server = AnswerAsync(Ok);

        await NotifyAsync($$"""[{"type": "http", "url": "{{Url}}", "headers": {"X-Mine": 7, "Content-Type": "application/x-mine"} }]""");
        var request = await server;

        Assert.StartsWith("POST / HTTP/1.1\r\n", request);
        Assert.Contains("X-Mine: 7\r\n", request);
        Assert.Contains("Content-Type: application/x-mine\r\n", request);
        Assert.Contains("\"name\":\"run-started\",\"payload\":{\"title\":\"t\"},\"phase\":\"run\",\"ts\":", request);
    }

    [Fact]
    public async Task Are_a_bare_get_where_the_payload_is_not_forwarded()
    {
        var server = AnswerAsync(Ok);

        await NotifyAsync($$"""[{"type": "http", "url": "{{Url}}", "forward_event_payload": false}]""");

        Assert.StartsWith("GET / HTTP/1.1\r\n", await server);
    }

    [Theory]
    [InlineData("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: ftp://nowhere\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("no http at all\r\n\r\n")]
    [InlineData("")]
    public async Task Go_on_to_the_next_channel_after_one_that_fails(string answer)
    {
        var server = AnswerAsync(answer, Ok);

        await NotifyAsync($$"""[{"type": "http", "url": "{{Url}}"}, {"type": "http", "url": "{{Url}}"}]""");

        Assert.StartsWith("POST", await server);
        Assert.Contains(log.Records, record => record.Message.StartsWith("A notification channel of type 'http' failed", StringComparison.Ordinal));
        Assert.Empty(log.Lines);
    }

    [Theory]
    [InlineData("""{"type": "http"}""")]
    [InlineData("""{"type": "http", "url": "nowhere"}""")]
    [InlineData("""{"type": "http", "url": 7}""")]
    [InlineData("""{"type": "http", "url": "file:///etc/passwd"}""")]
    [InlineData("""{"type": "http", "url": "http://127.0.0.1:1/"}""")]
    [InlineData("""{"type": "http", "url": "http://127.0.0.1:1/", "headers": {"bad name": "x", "X": null}, "verify_tls": 3}""")]
    [InlineData("""{"type": "nobody knows"}""")]
    [InlineData("""{"type": []}""")]
    [InlineData("{}")]
    [InlineData("7")]
    public async Task Pass_over_a_channel_that_is_none(string channel)
    {
        await NotifyAsync($"[{channel}]");

        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task Give_up_on_a_channel_that_does_not_answer_in_time()
    {
        var time = new ManualTimeProvider();
        var notify = NotifyAsync($$"""[{"type": "http", "url": "{{Url}}"}]""", time);
        using var silent = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);

        await time.PassAsync(TimeSpan.FromSeconds(5));
        await notify;

        Assert.Empty(log.Lines);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(", \"verify_tls\": true", false)]
    [InlineData(", \"verify_tls\": false", true)]
    public async Task Verify_the_certificate_unless_told_not_to(string option, bool arrives)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        var server = ServeAsync();

        await NotifyAsync($$"""[{"type": "http", "url": "https://localhost:{{((IPEndPoint)listener.LocalEndpoint).Port}}/"{{option}}}]""");

        Assert.Equal(arrives, await server);

        async Task<bool> ServeAsync()
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var stream = new SslStream(client.GetStream());
            try
            {
                await stream.AuthenticateAsServerAsync(certificate);
                var request = new byte[64 * 1024];
                var isRead = await stream.ReadAsync(request) > 0;
                await stream.WriteAsync(Encoding.ASCII.GetBytes(Ok));
                return isRead;
            }
            catch (Exception exception) when (exception is IOException or AuthenticationException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task End_when_the_run_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var payload = new JsonObject { ["title"] = "t" };
        var notify = NotifyAsync($$"""[{"type": "http", "url": "{{Url}}"}]""", payload: payload, cancellation: cancellation);
        using var silent = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => notify);
        Assert.Null(payload.Parent);
    }

    [Theory]
    [InlineData("""["run-started"]""", true)]
    [InlineData("""["run-failed"]""", false)]
    [InlineData("""[]""", true)]
    [InlineData("""null""", true)]
    public async Task Go_to_channels_that_want_them(string events, bool isWanted)
    {
        var notify = NotifyAsync($$"""[{"type": "http", "url": "http://127.0.0.1:1/", "events": {{events}}}]""");
        await notify;

        Assert.Equal(isWanted, log.Records.Count > 0);
    }

    public void Dispose() => listener.Dispose();

    private async Task NotifyAsync(string channels, TimeProvider? time = null, JsonObject? payload = null, CancellationTokenSource? cancellation = null)
    {
        var settings = new JsonObject { ["notifications"] = JsonNode.Parse(channels) };
        await using var engine = new Engine(new EngineServices(log, time ?? TimeProvider.System) { Settings = settings });
        await engine.Channels.NotifyAsync("run-started", NotificationPhase.Run, payload ?? new JsonObject { ["title"] = "t" }, null, cancellation?.Token ?? CancellationToken.None)
            .WaitAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
    }

    // Answers one connection after the other and gives the last request; an empty answer is a dropped connection.
    private async Task<string> AnswerAsync(params string[] answers)
    {
        var request = "";
        foreach (var answer in answers)
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            var buffer = new byte[64 * 1024];
            request = "";
            while (!request.EndsWith('}') && !(request.StartsWith("GET", StringComparison.Ordinal) && request.EndsWith("\r\n\r\n", StringComparison.Ordinal)))
            {
                request += Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer));
            }

            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        }

        return request;
    }
}
