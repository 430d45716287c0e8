using System.Net.Sockets;
using ChaosToolkit.BlackBox;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Robustness;

public sealed class ConnectionTests
{
    private const int Connections = 10_000;
    private const int AtOnce = 100;

    [Fact]
    public async Task Ten_thousand_connections_under_toxics_leave_nothing_open()
    {
        Needs.Linux("Counts in /proc.");
        await using var process = await ProxyProcess.StartAsync("-seed", "7");
        var api = new ProxyApi(process.Address);
        using var echo = TestServer.Echo();
        await using var proxy = await api.CreateAsync(echo.Address);
        await proxy.AddAsync("latency", "\"latency\":1,\"jitter\":1");
        await proxy.AddAsync("limit_data", "\"bytes\":40", more: ""","toxicity":0.3""");
        await proxy.AddAsync("slicer", "\"average_size\":10,\"size_variation\":5", "upstream");
        await proxy.AddAsync("reset_peer", "\"timeout\":1", "upstream", ""","toxicity":0.2""");
        await proxy.AddAsync("timeout", "\"timeout\":20", more: ""","toxicity":0.1""");

        // Once to warm up, then the same again: what grows is a leak.
        await OpenAsync(proxy, Connections / 2);
        await SettleAsync(process, int.MaxValue);
        var (files, memory) = (Files(process), Memory(process));
        await OpenAsync(proxy, Connections);
        await SettleAsync(process, files + 5);
        Assert.InRange(Files(process), 0, files + 5);
        Assert.InRange(Memory(process), 0, (long)(memory * 1.1) + (8 << 20));
    }

    private static async Task OpenAsync(TestProxy proxy, int count)
    {
        for (var done = 0; done < count; done += AtOnce)
        {
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(i => UseAsync(proxy, i)));
        }
    }

    private static async Task UseAsync(TestProxy proxy, int number)
    {
        try
        {
            using var client = await proxy.ConnectAsync();
            if (number % 4 > 0)
            {
                await client.SendAsync(new string('x', 50));
            }

            if (number % 4 > 1)
            {
                await client.ReadAsync(number % 50);
            }

            if (number % 8 == 7)
            {
                client.LingerState = new LingerOption(true, 0);
            }
        }
        catch (SocketException)
        {
            // Reset, as some are meant to be.
        }
    }

    // Connections end by themselves, a little after their clients.
    private static async Task SettleAsync(ProxyProcess process, int files)
    {
        var last = -1;
        for (var i = 0; i < 200 && (Files(process) is var now && (now != last || now > files)); i++)
        {
            last = now;
            await Task.Delay(100);
        }
    }

    private static int Files(ProxyProcess process) => Directory.GetFileSystemEntries($"/proc/{process.Id}/fd").Length;

    private static long Memory(ProxyProcess process) =>
        long.Parse(File.ReadLines($"/proc/{process.Id}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;
}
