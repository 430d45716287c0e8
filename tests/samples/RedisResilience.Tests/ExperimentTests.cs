using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace Catalog;

/// <summary>The experiment of the sample, with the real commands: <c>chaos proxy serve</c> before Redis, and <c>chaos run</c>.</summary>
public sealed partial class ExperimentTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private const int Terminate = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task The_experiment_finds_no_weakness_and_leaves_nothing_behind()
    {
        Needs.That(!OperatingSystem.IsWindows(), "There are no signals.");
        using var folder = new TemporaryFolder();
        var config = folder.Write("proxies.json", $$"""[{"name": "redis", "listen": "127.0.0.1:0", "upstream": "{{redis.Address}}"}]""");
        using var server = Start(folder, "proxy", "serve", "-port", "0", "-config", config);
        var api = await AddressOfAsync(server);
        using var http = new HttpClient { BaseAddress = new Uri(api) };
        await using var shop = await Shop.StartAsync((string?)(await ProxyAsync(http))["listen"] ?? "");

        using var run = Start(folder, [("TOXIPROXY_URL", api), ("CATALOG_URL", shop.Http.BaseAddress!.AbsoluteUri.TrimEnd('/'))],
            "--no-log-file", "run", "--strict", Repository.At("samples", "redis-resilience", "experiment.yaml"));
        var log = await EndAsync(run);

        Assert.True(run.ExitCode == 0, log);
        var journal = JsonNode.Parse(folder.Read("journal.json"))!;
        var probes = ((JsonArray)journal["run"]!).Where(entry => (string?)entry!["activity"]!["type"] == "probe").ToList();
        Assert.Equal(52, probes.Count);
        Assert.All(probes, probe => Assert.True((bool?)probe!["tolerance_met"], probe.ToJsonString()));
        var left = await ProxyAsync(http);
        Assert.Equal((true, 0), ((bool)left["enabled"]!, ((JsonArray)left["toxics"]!).Count));

        // The server ends clean.
        _ = Signal(server.Id, Terminate);
        await server.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(0, server.ExitCode);
    }

    private static async Task<string> EndAsync(Process process)
    {
        var (output, log) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        await output;
        return await log;
    }

    private static async Task<JsonNode> ProxyAsync(HttpClient http) => JsonNode.Parse(await http.GetStringAsync(new Uri("/proxies/redis", UriKind.Relative)))!; // an object

    private static async Task<string> AddressOfAsync(Process server)
    {
        while (await server.StandardOutput.ReadLineAsync() is { } line)
        {
            if ((string?)JsonNode.Parse(line)?["address"] is { } address)
            {
                _ = server.StandardOutput.ReadToEndAsync();
                _ = server.StandardError.ReadToEndAsync();
                return address.TrimEnd('/');
            }
        }

        throw new InvalidOperationException($"The server ended: {await server.StandardError.ReadToEndAsync()}");
    }

    private static Process Start(TemporaryFolder folder, params string[] arguments) => Start(folder, [], arguments);

    private static Process Start(TemporaryFolder folder, (string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Repository.At("artifacts", "bin", "ChaosToolkit.Cli", "debug", "chaos"), arguments)
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = folder.Path;
        start.Environment["LOG_LEVEL"] = "info";
        start.Environment["PATH"] = $"{Repository.At("artifacts", "bin", "ChaosToolkit.FaultProxy.Server", "debug")}:{Environment.GetEnvironmentVariable("PATH")}";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("chaos did not start.");
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
