using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Proxy;

/// <summary>The server as <c>chaos proxy serve</c> starts it, driven by the other commands.</summary>
public sealed class ServeTests
{
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["LOG_LEVEL"] = "info",
        ["PATH"] = $"{ChaosCommand.BuiltOf("ChaosToolkit.FaultProxy.Server")}:{System.Environment.GetEnvironmentVariable("PATH")}",
    };

    [Fact]
    public async Task Serves_the_commands_and_ends_clean_by_a_signal()
    {
        Needs.That(!OperatingSystem.IsWindows(), "There are no signals.");
        using var folder = new TemporaryFolder();
        using var server = ChaosCommand.Start(folder, Environment, "proxy", "serve", "-port", "0");
        var address = (string?)JsonNode.Parse(await server.LineAsync("\"address\""))?["address"] ?? "";
        Assert.Equal("Created new proxy redis\n", await SayAsync(folder, address, "create", "-l", "127.0.0.1:0", "-u", "127.0.0.1:1", "redis"));
        Assert.Equal("Added downstream latency toxic 'slow' on proxy 'redis'\n", await SayAsync(folder, address, "toxic", "add", "-t", "latency", "-n", "slow", "-a", "latency=5", "redis"));
        Assert.Equal("Proxy redis is now disabled\n", await SayAsync(folder, address, "toggle", "redis"));
        Assert.Matches(@"^redis\t127\.0\.0\.1:\d+\t127\.0\.0\.1:1\tdisabled\t1\n$", await SayAsync(folder, address, "list"));

        Unix.Signal(server.Id, Unix.Terminate);
        Assert.Equal(0, (await server.EndAsync()).ExitCode);
    }

    private static async Task<string> SayAsync(TemporaryFolder folder, string address, params string[] words)
    {
        var result = await ChaosProcess.RunAsync(folder, ["proxy", "--host", address, .. words]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output;
    }
}
