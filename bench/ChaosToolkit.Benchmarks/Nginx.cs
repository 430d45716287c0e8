using System.Diagnostics;
using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Benchmarks;

/// <summary>An nginx on loopback that answers everything at once, also what is sent to a collector.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chaos-bench-nginx-");
    private readonly Process process;

    private Nginx()
    {
        var port = Loopback.FreePort();
        Url = $"http://127.0.0.1:{port}/";
        process = StartServer(folder.FullName, port);
    }

    public string Url { get; }

    public static async Task<Nginx> StartAsync()
    {
        var server = new Nginx();
        await WaitAsync(server.Url);
        return server;
    }

    public static IEnumerable<JsonObject> Probes(int count, string url) => Enumerable.Range(0, count).Select(i => new JsonObject
    {
        ["type"] = "probe",
        ["name"] = $"ask {i}",
        ["provider"] = new JsonObject { ["type"] = "http", ["url"] = url },
    });

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private static Process StartServer(string folder, int port)
    {
        var configuration = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(configuration, $$"""
            daemon off; master_process off; pid {{folder}}/nginx.pid; error_log {{folder}}/error.log;
            events { worker_connections 64; }
            http {
              access_log off; keepalive_requests 1000000;
              client_body_temp_path {{folder}}; proxy_temp_path {{folder}}; fastcgi_temp_path {{folder}}; uwsgi_temp_path {{folder}}; scgi_temp_path {{folder}};
              server { listen 127.0.0.1:{{port}}; client_max_body_size 100m; location / { default_type text/plain; return 200 "fine"; } }
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
}
