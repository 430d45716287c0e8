using System.Diagnostics;
using System.IO.Compression;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using ChaosToolkit.Providers.Http;
using ChaosToolkit.Running;
using Microsoft.AspNetCore.Http;

namespace ChaosToolkit.Core.Tests.Providers.Http;

public sealed class HttpConnectionTests : IAsyncDisposable
{
    private readonly ProviderBench bench = new("http");
    private readonly string folder = Directory.CreateTempSubdirectory("chaos-tls-").FullName;

    public async ValueTask DisposeAsync()
    {
        await bench.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_refused_connection_fails_the_activity_without_telling_credentials()
    {
        var exception = await Assert.ThrowsAsync<ActivityFailedException>(() => bench.RunAsync("""{"url": "http://me:s3cret@127.0.0.1:1/x?token=t", "max_retries": 2}"""));
        Assert.Equal("The call of http://127.0.0.1:1/x failed: Connection refused.", exception.Message);
    }

    [Fact]
    public async Task An_unknown_host_fails_the_activity() => Assert.StartsWith(
        "The call of http://no-such-host.invalid/ failed: the host's name is not known: ",
        (await Assert.ThrowsAsync<ActivityFailedException>(() => bench.RunAsync("""{"url": "http://no-such-host.invalid/"}"""))).Message);

    [Theory]
    [InlineData("0.2")]
    [InlineData("[5, 0.2]")]
    [InlineData("\"${patience}\"")]
    public async Task A_silent_server_fails_the_activity(string timeout)
    {
        await using var server = await RecordingServer.StartAsync();
        server.On("/", context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var exception = await Assert.ThrowsAsync<ActivityFailedException>(
            () => bench.RunAsync($$"""{"url": "{{server.Url}}/", "timeout": {{timeout}}}""", """{"patience": 0.2}"""));
        Assert.Equal($"The call of {server.Url}/ took too long: no answer, or no more of it, within 0.2 seconds.", exception.Message);
    }

    [Fact]
    public async Task A_server_that_stops_in_the_middle_fails_the_activity_but_a_slow_one_does_not()
    {
        await using var server = await RecordingServer.StartAsync();
        server.On("/slow", async context =>
        {
            for (var i = 0; i < 4; i++)
            {
                await context.Response.WriteAsync("x");
                await context.Response.Body.FlushAsync();
                await Task.Delay(150, context.RequestAborted);
            }
        });
        server.On("/stuck", async context =>
        {
            await context.Response.WriteAsync("x");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        Assert.Equal("xxxx", (string)(await bench.RunAsync($$"""{"url": "{{server.Url}}/slow", "timeout": 0.5}"""))["body"]!);
        await Assert.ThrowsAsync<ActivityFailedException>(() => bench.RunAsync($$"""{"url": "{{server.Url}}/stuck", "timeout": 0.3}"""));
    }

    [Fact]
    public async Task A_cancellation_does_not_wait_for_the_answer()
    {
        await using var server = await RecordingServer.StartAsync();
        var asked = new TaskCompletionSource();
        server.On("/", context =>
        {
            asked.SetResult();
            return Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var source = new CancellationTokenSource();
        var run = bench.RunUntilAsync($$"""{"url": "{{server.Url}}/"}""", source.Token);
        await asked.Task;
        var watch = Stopwatch.StartNew();
        await source.CancelAsync();
        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run)).CancellationToken);
        Assert.True(watch.Elapsed.TotalSeconds < 2);
    }

    [Fact]
    public async Task A_server_that_hangs_up_fails_the_activity()
    {
        await using var server = new RawServer(client => RawServer.AnswerAsync(client));
        var exception = await Assert.ThrowsAsync<ActivityFailedException>(() => bench.RunAsync($$"""{"url": "{{server.Url}}"}"""));
        Assert.EndsWith("failed: The server closed the connection without an answer.", exception.Message);
    }

    [Fact]
    public async Task A_kept_connection_that_the_server_closed_meanwhile_is_not_asked_again()
    {
        var closed = Channel.CreateUnbounded<bool>();
        await using var server = new RawServer(async client =>
        {
            await RawServer.AnswerAsync(client, RawServer.Ok);
            client.Shutdown(SocketShutdown.Both);
            closed.Writer.TryWrite(true);
        });
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("ok", (string)(await bench.RunAsync($$"""{"url": "{{server.Url}}"}"""))["body"]!);
            await closed.Reader.ReadAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_kept_connection_is_asked_again_and_again_whether_answers_come_at_once_or_late()
    {
        await using var server = await RecordingServer.StartAsync();
        server.On("/", context => context.Response.WriteAsync("at once"));
        server.On("/late", async context =>
        {
            await Task.Delay(10, context.RequestAborted);
            await context.Response.WriteAsync("la");
            await context.Response.Body.FlushAsync();
            await Task.Delay(10, context.RequestAborted);
            await context.Response.WriteAsync("te");
        });
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal("at once", (string)(await bench.RunAsync($$"""{"url": "{{server.Url}}/"}"""))["body"]!);
            Assert.Equal("late", (string)(await bench.RunAsync($$"""{"url": "{{server.Url}}/late"}"""))["body"]!);
        }

        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData(2_000, null)]
    [InlineData(300_000, "failed: The server announces an answer again and again, and gives none.")]
    public async Task A_server_that_announces_its_answer_again_and_again_is_heard_for_a_while(int times, string? failure)
    {
        await using var server = new RawServer(async client =>
        {
            try
            {
                await RawServer.AnswerAsync(client, RawServer.Bytes(string.Concat(Enumerable.Repeat("HTTP/1.1 100 Continue\r\n\r\n", times))), RawServer.Ok);
            }
            catch (SocketException)
            {
                // the client has heard enough
            }
        });
        var asking = bench.RunAsync($$"""{"url": "{{server.Url}}"}""");

        if (failure is null)
        {
            Assert.Equal("ok", (string)(await asking)["body"]!);
        }
        else
        {
            Assert.EndsWith(failure, (await Assert.ThrowsAsync<ActivityFailedException>(() => asking)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_long_answer_that_is_there_does_not_hold_up_who_asked()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(new byte[90_000_000]);
        }

        byte[] @long = [.. RawServer.Bytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n"), .. packed.ToArray()];
        await using var server = new RawServer(async client =>
        {
            await RawServer.AnswerAsync(client, RawServer.Ok);
            await RawServer.AnswerAsync(client, RawServer.Ok);
            await RawServer.AnswerAsync(client, @long);
        });
        for (var i = 0; i < 2; i++)
        {
            await bench.RunAsync($$"""{"url": "{{server.Url}}"}"""); // from the second on answers are waited for where they are asked
        }

        var asking = await Task.Factory.StartNew(
            () => bench.RunAsync($$"""{"url": "{{server.Url}}"}"""), TestContext.Current.CancellationToken, TaskCreationOptions.None, new OneAtATimeScheduler());

        Assert.False(asking.IsCompleted);
        Assert.Equal(90_000_000, ((string)(await asking)["body"]!).Length);
    }

    [Fact]
    public async Task Verifies_the_server_as_told()
    {
        using var authority = Certificate("localhost", out var key);
        var bundle = Path.Combine(folder, "ca.pem");
        File.WriteAllText(bundle, authority.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "key.pem"), key);
        await using var server = await RecordingServer.StartAsync(authority);
        string? shown = null;
        server.On("/", async context =>
        {
            shown = (await context.Connection.GetClientCertificateAsync())?.Subject;
            await context.Response.WriteAsync("ok");
        });
        var url = server.Url.Replace("127.0.0.1", "localhost");
        var exception = await Assert.ThrowsAsync<ActivityFailedException>(() => bench.RunAsync($$"""{"url": "{{url}}/"}"""));
        Assert.Contains(" failed: TLS: ", exception.Message);
        Assert.Equal("ok", (string)(await bench.RunAsync($$"""{"url": "{{url}}/", "verify_tls": false}"""))["body"]!);
        Assert.Equal("ok", (string)(await bench.RunAsync($$"""{"url": "{{url}}/", "verify_tls": "{{bundle}}"}"""))["body"]!);
        Assert.Null(shown);
        await bench.RunAsync($$"""{"url": "{{url}}/", "verify_tls": "{{bundle}}", "cert": ["{{bundle}}", "{{folder}}/key.pem"]}""");
        Assert.Equal("CN=localhost", shown);
        Assert.Contains("cannot be read", (await Assert.ThrowsAsync<ActivityFailedException>(() => bench.RunAsync($$"""{"url": "{{url}}/", "verify_tls": "{{folder}}/no"}"""))).Message);
    }

    [Theory]
    [InlineData("http://shop.example/", "http://proxy:3128/")]
    [InlineData("https://shop.example/", "http://secure:1/")]
    [InlineData("http://a.internal/", null)]
    [InlineData("http://internal.example/", "http://proxy:3128/")]
    [InlineData("http://10.1.2.3/", null)]
    [InlineData("http://127.0.0.1:8080/", null)]
    [InlineData("http://127.0.0.1:8081/", "http://proxy:3128/")]
    public void Proxies_come_from_the_environment(string url, string? proxy)
    {
        var environment = new Dictionary<string, string>
        {
            ["http_proxy"] = "proxy:3128",
            ["HTTPS_PROXY"] = "http://secure:1",
            ["no_proxy"] = ".internal, 10.0.0.0/8,127.0.0.1:8080",
        };
        Assert.Equal(proxy, new EnvironmentProxy(environment.GetValueOrDefault).GetProxy(new Uri(url))?.AbsoluteUri);
    }

    private static X509Certificate2 Certificate(string name, out string keyText)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        keyText = key.ExportPkcs8PrivateKeyPem();
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
