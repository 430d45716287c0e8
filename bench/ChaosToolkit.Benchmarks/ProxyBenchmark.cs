using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Benchmarks;

/// <summary>What the fault proxy costs, beside the direct connection, and how exact its toxics are.</summary>
internal sealed class ProxyBenchmark : IBenchmark
{
    private const int Rounds = 3;

    public string Name => "proxy";

    public string About =>
        $"The published `chaos-proxy` on loopback, each figure in turn with the direct connection, {Rounds} rounds, medians. The last column is what Toxiproxy 2.12 reached of its own direct connection, "
        + "or its figure, measured on another day; in brackets p50 and p99 in µs. Every one at least as good; throughput, memory and connections at least 1.3 times as good. Needs `redis-server` and `redis-benchmark` on PATH.";

    public async Task<ResultTable> RunAsync(string repository)
    {
        var table = new ResultTable("what", "direct", "proxy", "ratio", "Toxiproxy (absolute: another day)");
        await using var server = await StartAsync(repository);
        using (var source = ProxyTraffic.Source())
        {
            var through = await server.CreateAsync("bulk", source.Address);
            await CompareAsync(table, "1 connection downstream, MB/s", "0.25", source.Address, through, async address => await ProxyTraffic.BulkAsync(address, 1));
            await CompareAsync(table, "16 connections downstream, MB/s", "0.22", source.Address, through, async address => await ProxyTraffic.BulkAsync(address, 16));
        }

        using (var sink = ProxyTraffic.Sink())
        {
            var through = await server.CreateAsync("upload", sink.Address);
            await CompareAsync(table, "1 connection upstream, MB/s", "0.22", sink.Address, through, async address => await ProxyTraffic.UploadAsync(address));
        }

        await RedisAsync(table, server);
        using (var echo = ProxyTraffic.ShortEcho())
        {
            var through = await server.CreateAsync("short", echo.Address);
            await CompareAsync(table, "connections/s, 1 at a time", "0.20 (304, 964)", echo.Address, through, address => ProxyTraffic.ConnectionsAsync(address, 1, 2000));
            await CompareAsync(table, "connections/s, 8 at a time", "0.18", echo.Address, through, address => ProxyTraffic.ConnectionsAsync(address, 8, 4000));
        }

        using (var echo = ProxyTraffic.Echo())
        {
            var through = await server.CreateAsync("echo", echo.Address);
            await CompareAsync(table, "round trips of 64 B a second", "(128)", echo.Address, through, async address => Rate.Of(await ProxyTraffic.RoundTripsAsync(address, 20_000)));
            await AccuracyAsync(table, server, through);
            await CallsAsync(table, server, through);
            await MemoryAsync(table, repository, echo.Address);
        }

        return table;
    }

    private static async Task CompareAsync(ResultTable table, string what, string toxiproxy, IPEndPoint direct, IPEndPoint through, Func<IPEndPoint, Task<Rate>> measure)
    {
        List<Rate> bare = [], proxied = [];
        for (var round = 0; round < Rounds; round++)
        {
            bare.Add(await measure(direct));
            proxied.Add(await measure(through));
        }

        var (one, other) = (Rate.Median(bare), Rate.Median(proxied));
        table.Add(what, one.ToString(), other.ToString(), Figures.Text(other.PerSecond / one.PerSecond, "F2"), toxiproxy);
    }

    private static async Task RedisAsync(ResultTable table, PublishedProxy server)
    {
        var port = Loopback.FreePort();
        using var redis = Process.Start(new ProcessStartInfo("redis-server", ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]) { RedirectStandardOutput = true })!; // a program always
        try
        {
            _ = redis.StandardOutput.ReadToEndAsync();
            var direct = new IPEndPoint(IPAddress.Loopback, port);
            await ProxyTraffic.WaitAsync(direct);
            var through = await server.CreateAsync("redis", direct);
            foreach (var (what, options, toxiproxy) in new[]
            {
                ("redis SET 64 B, 1 connection, requests/s", "-c 1 -n 20000", "0.43 (135, 287)"),
                ("the same, pipeline of 16", "-c 1 -P 16 -n 200000", "0.50"),
                ("50 connections", "-c 50 -n 60000", "0.50 (879, 3,511)"),
                ("50 connections, pipeline of 16", "-c 50 -P 16 -n 500000", "0.49"),
            })
            {
                await CompareAsync(table, what, toxiproxy, direct, through, address => RequestsAsync(address, options));
            }
        }
        finally
        {
            redis.Kill();
            await redis.WaitForExitAsync();
        }
    }

    private static async Task<Rate> RequestsAsync(IPEndPoint address, string options)
    {
        using var process = Process.Start(new ProcessStartInfo("redis-benchmark", ["-p", $"{address.Port}", "-t", "set", "-d", "64", "--csv", .. options.Split(' ')]) { RedirectStandardOutput = true })!; // a program always
        var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync();
        var fields = lines[^1].Split(',').Select(field => field.Trim('"')).ToArray();
        double At(int place) => double.Parse(fields[place], CultureInfo.InvariantCulture);
        return new(At(1), At(4) * 1000, At(6) * 1000); // test, requests a second, and in ms: average, min, p50, p95, p99, max
    }

    private static async Task AccuracyAsync(ResultTable table, PublishedProxy server, IPEndPoint through)
    {
        await server.AddAsync("echo", "latency", new JsonObject { ["latency"] = 100 });
        var slept = ProxyTraffic.SleepsAsync(200);
        var exact = await ProxyTraffic.RoundTripsAsync(through, 200);
        table.Add("latency 100 ms: mean, p50, p99, max, ms (direct: a thread that sleeps for 100 ms, meanwhile)", Spread(await slept), Spread(exact), "", "100.6, 100.5, 101.2, 101.8");
        await server.RemoveAsync("echo", "latency");
        await server.AddAsync("echo", "latency", new JsonObject { ["latency"] = 100, ["jitter"] = 20 });
        var varied = await ProxyTraffic.RoundTripsAsync(through, 200);
        var deviation = Math.Sqrt(varied.Select(one => (one - varied.Average()) * (one - varied.Average())).Average());
        table.Add("latency 100 jitter 20: p50, p99, deviation, ms", "", $"{At(varied, 0.5)}, {At(varied, 0.99)}, {deviation:F1}", "", "100.0, 119.5, 11.5");
        await server.RemoveAsync("echo", "latency");
        using var source = ProxyTraffic.Source();
        var bulk = await server.CreateAsync("limited", source.Address);
        await server.AddAsync("limited", "bandwidth", new JsonObject { ["rate"] = 1000 });
        table.Add("bandwidth 1,000 KB/s: measured, KB/s", "", Figures.Text(await ProxyTraffic.BulkAsync(bulk, 1, 3_000_000) * 1000), "", "998.5");
        await server.RemoveAsync("limited", "bandwidth");
        await server.AddAsync("limited", "latency", new JsonObject { ["latency"] = 100 });
        table.Add("throughput through latency 100 ms, MB/s", "", Figures.Text(await ProxyTraffic.BulkAsync(bulk, 1, 1_000_000_000), "F0"), "", "306");
    }

    // In turn: the server's new code is warm for both.
    private static async Task CallsAsync(ResultTable table, PublishedProxy server, IPEndPoint through)
    {
        List<double> alone = [], live = [];
        for (var round = -1; round < Rounds; round++)
        {
            var without = await CallsAsync(server);
            var clients = await ProxyTraffic.OpenAsync(through, 100);
            var with = await CallsAsync(server);
            clients.ForEach(client => client.Dispose());
            if (round >= 0)
            {
                alone.Add(without);
                live.Add(with);
            }
        }

        table.Add("API add + remove of a toxic, calls/s", "", Figures.Text(Figures.Median(alone), "N0"), "", "7,880");
        table.Add("the same with 100 live connections", "", Figures.Text(Figures.Median(live), "N0"), "", "1,148");
    }

    private static async Task<double> CallsAsync(PublishedProxy server)
    {
        const int Pairs = 2000;
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Pairs; i++)
        {
            await server.AddAsync("echo", "latency", new JsonObject { ["latency"] = 1 });
            await server.RemoveAsync("echo", "latency");
        }

        return Pairs * 2 / watch.Elapsed.TotalSeconds;
    }

    // A server of its own, which one connection has warmed: what others left behind is not counted.
    private static async Task MemoryAsync(ResultTable table, string repository, IPEndPoint echo)
    {
        await using var server = await StartAsync(repository);
        var start = server.MegabytesResident;
        var through = await server.CreateAsync("echo", echo);
        var clients = await ProxyTraffic.OpenAsync(through, 1);
        var before = server.MegabytesResident;
        clients.AddRange(await ProxyTraffic.OpenAsync(through, 1000));
        table.Add("memory: at start, growth with 1,000 idle connections, MB", "", $"{start:F0}, {server.MegabytesResident - before:+0;-0}", "", "8.3, +72");
        clients.ForEach(client => client.Dispose());
    }

    private static Task<PublishedProxy> StartAsync(string repository) => PublishedProxy.StartAsync(Path.Combine(repository, "artifacts", "chaos-proxy", "chaos-proxy"));

    private static string Spread(IReadOnlyList<double> sorted) => $"{sorted.Average():F1}, {At(sorted, 0.5)}, {At(sorted, 0.99)}, {At(sorted, 1)}";

    private static string At(IReadOnlyList<double> sorted, double share) => Figures.Text(sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * share)]);
}
