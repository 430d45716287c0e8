using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Benchmarks;

/// <summary>What an http probe costs beside the bare call.</summary>
internal sealed class HttpBenchmark : IBenchmark
{
    private const int Activities = 2000;
    private const int Rounds = 3;

    public string Name => "http";

    public string About =>
        $"{Activities} `http` probes to an nginx on loopback, keep-alive, in one run of the published command less a run with one (start, end and the first connection), against a bare `HttpClient` loop in a published program of its own, measured likewise; "
        + $"{Rounds} rounds in turn, medians. At most the bare call plus 60 µs, and 120 MB. Needs `nginx` on PATH.";

    public async Task<ResultTable> RunAsync(string repository)
    {
        var folder = Directory.CreateTempSubdirectory("chaos-bench-nginx-");
        var url = $"http://127.0.0.1:{FreePort()}/";
        using var server = StartServer(folder.FullName, new Uri(url).Port);
        try
        {
            await WaitAsync(url);
            List<double> bare = [], run = [], one = [], memory = [];
            for (var round = 0; round < Rounds; round++)
            {
                bare.Add(await BareLoop.SecondsAsync(repository, "http", Activities, url));
                var measured = await ChaosRun.OfAsync(repository, Probes(Activities, url));
                run.Add(measured.Seconds);
                memory.Add(measured.PeakMegabytes);
                one.Add((await ChaosRun.OfAsync(repository, Probes(1, url))).Seconds);
            }

            var table = new ResultTable("what", "µs a probe", "beyond the bare call", "peak MB");
            var (bareTime, runTime) = (Figures.Median(bare) / Activities * 1e6, (Figures.Median(run) - Figures.Median(one)) / Activities * 1e6);
            table.Add("bare HttpClient", Figures.Text(bareTime), "", "");
            table.Add("chaos run", Figures.Text(runTime), Figures.Text(runTime - bareTime), Figures.Text(Figures.Median(memory)));
            return table;
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<JsonObject> Probes(int count, string url) => Enumerable.Range(0, count).Select(i => new JsonObject
    {
        ["type"] = "probe",
        ["name"] = $"ask {i}",
        ["provider"] = new JsonObject { ["type"] = "http", ["url"] = url },
    });

    private static Process StartServer(string folder, int port)
    {
        var configuration = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(configuration, $$"""
            daemon off; master_process off; pid {{folder}}/nginx.pid; error_log {{folder}}/error.log;
            events { worker_connections 64; }
            http {
              access_log off; keepalive_requests 1000000;
              client_body_temp_path {{folder}}; proxy_temp_path {{folder}}; fastcgi_temp_path {{folder}}; uwsgi_temp_path {{folder}}; scgi_temp_path {{folder}};
              server { listen 127.0.0.1:{{port}}; location / { default_type text/plain; return 200 "fine"; } }
            }
            """);
        return Process.Start(new ProcessStartInfo("nginx", ["-p", folder, "-c", configuration]) { RedirectStandardError = true })
            ?? throw new InvalidOperationException("nginx did not start.");
    }

    private static async Task WaitAsync(string url)
    {
        using var client = new HttpClient();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await client.GetStringAsync(url);
                return;
            }
            catch (HttpRequestException) when (attempt < 100)
            {
                await Task.Delay(50);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
