using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Benchmarks;

/// <summary>The published <c>chaos-proxy</c>, driven by its API.</summary>
internal sealed class PublishedProxy(Process process, HttpClient http) : IAsyncDisposable
{
    public double MegabytesResident
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1048576.0;
        }
    }

    public static async Task<PublishedProxy> StartAsync(string program)
    {
        var process = Process.Start(new ProcessStartInfo(program, ["-port", "0"]) { RedirectStandardOutput = true, Environment = { ["LOG_LEVEL"] = "info" } })!; // a program always
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("chaos-proxy ended.");
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        return new PublishedProxy(process, new HttpClient { BaseAddress = new Uri(JsonNode.Parse(line)!["address"]!.GetValue<string>()) }); // its first line says where it listens
    }

    /// <summary>A proxy to an address; where it listens.</summary>
    public async Task<IPEndPoint> CreateAsync(string name, IPEndPoint upstream)
    {
        using var answer = await http.PostAsJsonAsync("/proxies", new JsonObject { ["name"] = name, ["listen"] = "127.0.0.1:0", ["upstream"] = upstream.ToString() });
        var proxy = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>();
        return IPEndPoint.Parse(proxy!["listen"]!.GetValue<string>()); // the API says it
    }

    public async Task AddAsync(string proxy, string type, JsonObject attributes)
    {
        using var answer = await http.PostAsJsonAsync($"/proxies/{proxy}/toxics", new JsonObject { ["name"] = type, ["type"] = type, ["attributes"] = attributes });
        answer.EnsureSuccessStatusCode();
    }

    public async Task RemoveAsync(string proxy, string toxic)
    {
        using var answer = await http.DeleteAsync($"/proxies/{proxy}/toxics/{toxic}");
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
