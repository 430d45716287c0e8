using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ChaosToolkit.Testing;
using Microsoft.AspNetCore.Http;

namespace ChaosToolkit.Prometheus;

/// <summary>A real Prometheus on a free port of loopback that scrapes a target of the tests five times a second.</summary>
public sealed class PrometheusDaemon : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private Process? process;
    private ScriptedEndpoint? target;
    private string? address;

    /// <summary>Its base address; skips the test where there is none on this machine.</summary>
    public string Address
    {
        get
        {
            Needs.That(address is not null, "prometheus is not installed.");
            return address;
        }
    }

    /// <summary>What the target gives as <c>shop_errors</c>.</summary>
    public double Errors { get; set; }

    public async ValueTask InitializeAsync()
    {
        if (Needs.Find("prometheus") is not { } program)
        {
            return;
        }

        target = await ScriptedEndpoint.StartAsync();
        target.On("/metrics", context => context.Response.WriteAsync(string.Create(
            CultureInfo.InvariantCulture, $"shop_latency{{zone=\"a\"}} 0.25\nshop_latency{{zone=\"b\"}} 0.75\nshop_orders 3\nshop_broken NaN\nshop_errors {Errors}\n")));
        var config = folder.Write("prometheus.yml", $$"""
            global: {scrape_interval: 200ms, scrape_timeout: 200ms}
            scrape_configs: [{job_name: shop, static_configs: [{targets: ["{{target.Host}}"]}]}]
            """);

        // It takes no port 0; where another took the port meanwhile, it says so and ends.
        for (var attempt = 0; address is null && attempt < 5; attempt++)
        {
            var port = Loopback.FreePort();
            process = Process.Start(new ProcessStartInfo(
                program, [$"--config.file={config}", $"--storage.tsdb.path={folder.At("data")}", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error"])
            { RedirectStandardError = true, RedirectStandardOutput = true }) ?? throw new InvalidOperationException("Prometheus did not start.");
            _ = process.StandardError.ReadToEndAsync();
            _ = process.StandardOutput.ReadToEndAsync();
            address = await IsReadyAsync($"http://127.0.0.1:{port}", process) ? $"http://127.0.0.1:{port}" : null;
        }

        Assert.NotNull(address);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        if (target is not null)
        {
            await target.DisposeAsync();
        }

        folder.Dispose();
    }

    // Ready: it answers and has scraped twice, so that ranges hold values.
    private static async Task<bool> IsReadyAsync(string address, Process process)
    {
        using var http = new HttpClient();
        var isThere = false;
        await Eventually.IsSoAsync(async () => (isThere = await HasScrapedAsync(http, address)) || process.HasExited, "two scrapes of Prometheus");
        return isThere;
    }

    private static async Task<bool> HasScrapedAsync(HttpClient http, string address)
    {
        try
        {
            var answer = JsonNode.Parse(await http.GetStringAsync(new Uri($"{address}/api/v1/query?query=count_over_time(shop_orders[1m])")));
            return answer?["data"]?["result"] is JsonArray { Count: 1 } result && double.Parse((string?)result[0]?["value"]?[1] ?? "0", CultureInfo.InvariantCulture) >= 2;
        }
        catch (HttpRequestException)
        {
            return false; // not yet
        }
    }
}
