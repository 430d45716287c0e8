using System.Net;
using System.Net.Sockets;
using System.Text;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Acceptance;

/// <summary>Files and addresses that hold no experiment: an error for people, exit 1, and never a stack trace.</summary>
public sealed class MalformedInputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string> Inputs => new()
    {
        { "empty.json", "" },
        { "empty.yaml", "" },
        { "list.json", "[]" },
        { "text.json", "\"text\"" },
        { "text.yaml", "text" },
        { "null.json", "null" },
        { "no-json.json", "{title: t" },
        { "no-yaml.yaml", "a: [1\nb: }" },
        { "nul.json", "{\"title\": \"t\u0000\"}" },
        { "nul.yaml", "title: \u0000" },
        { "cut.json", "{\"title\": \"t\", \"method\": [" },
        { "deep.json", new string('[', 10_000) + new string(']', 10_000) },
        { "deep.yaml", new string('[', 10_000) + new string(']', 10_000) },
        { "deep-object.json", string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000) },
        { "bomb.yaml", Bomb() },
        { "endless.yaml", "a: &a [*a]" },
        { "tag.yaml", "title: !!python/object/apply:os.system ['true']" },
        { "large.json", $"{{\"title\": \"{new string('x', 30_000_000)}\"}}" },
        { "large.yaml", $"title: {new string('x', 30_000_000)}" },
        { "bad.ending", "{}" },
    };

    [Theory]
    [MemberData(nameof(Inputs), DisableDiscoveryEnumeration = true)]
    public async Task Is_an_error(string name, string content)
    {
        folder.Write(name, content);

        await RefusesAsync(name);
    }

    [Fact]
    public async Task That_is_no_utf8_is_an_error()
    {
        await File.WriteAllBytesAsync(folder.At("bytes.json"), [.. "{\"title\": \""u8, 0xff, 0xfe, 0xc3, .. "\"}"u8], TestContext.Current.CancellationToken);

        await RefusesAsync("bytes.json");
    }

    [Fact]
    public async Task That_is_not_there_is_an_error()
    {
        Directory.CreateDirectory(folder.At("folder.json"));

        await RefusesAsync("missing.json");
        await RefusesAsync("folder.json");
        await RefusesAsync("ftp://127.0.0.1/experiment.json");
        await RefusesAsync("http://127.0.0.1:1/experiment.json");
        await RefusesAsync("http://[bad/experiment.json");
    }

    [Theory]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\nConnection: close\r\n\r\n{")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")]
    [InlineData("no http at all\r\n\r\n")]
    [InlineData("")]
    public async Task That_a_server_gives_is_an_error(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var end = new CancellationTokenSource();
        var server = ServeAsync(listener, answer, end.Token);

        await RefusesAsync($"http://{listener.LocalEndpoint}/experiment.json");

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server);
    }

    public void Dispose() => folder.Dispose();

    private async Task RefusesAsync(string source)
    {
        foreach (var args in (string[][])[["validate", source], ["run", source], ["run", "--no-validation", source]])
        {
            using var chaos = LiveChaos.Start(folder, args);

            Assert.Equal(1, await chaos.EndAsync());
            Assert.Contains(chaos.Lines, line => line.Contains("ERROR", StringComparison.Ordinal));
            Assert.DoesNotContain(chaos.Lines, line => line.Contains("CRITICAL", StringComparison.Ordinal));
            Assert.False(File.Exists(folder.At("journal.json")));
        }
    }

    private static async Task ServeAsync(TcpListener listener, string answer, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(cancellationToken);
            await using var stream = client.GetStream();
            _ = await stream.ReadAsync(new byte[64 * 1024], cancellationToken);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), cancellationToken);
        }
    }

    private static string Bomb()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++)
        {
            text.AppendLine($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]");
        }

        return text.ToString();
    }
}
