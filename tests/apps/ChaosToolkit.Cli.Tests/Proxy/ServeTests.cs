using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Proxy;

/// <summary>The server as <c>chaos proxy serve</c> starts it, driven by the other commands.</summary>
public sealed partial class ServeTests
{
    private const int Terminate = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static readonly Dictionary<string, string> Environment = new()
    {
        ["LOG_LEVEL"] = "info",
        ["PATH"] = $"{Repository.At("artifacts", "bin", "ChaosToolkit.FaultProxy.Server", "debug")}:{System.Environment.GetEnvironmentVariable("PATH")}",
    };

    [Fact]
    public async Task Serves_the_commands_and_ends_clean_by_a_signal()
    {
        Needs.That(!OperatingSystem.IsWindows(), "There are no signals.");
        using var folder = new TemporaryFolder();
        using var server = Start(folder);
        try
        {
            var address = await AddressOfAsync(server);
            Assert.Equal("Created new proxy redis\n", await SayAsync(folder, address, "create", "-l", "127.0.0.1:0", "-u", "127.0.0.1:1", "redis"));
            Assert.Equal("Added downstream latency toxic 'slow' on proxy 'redis'\n", await SayAsync(folder, address, "toxic", "add", "-t", "latency", "-n", "slow", "-a", "latency=5", "redis"));
            Assert.Equal("Proxy redis is now disabled\n", await SayAsync(folder, address, "toggle", "redis"));
            Assert.Matches(@"^redis\t127\.0\.0\.1:\d+\t127\.0\.0\.1:1\tdisabled\t1\n$", await SayAsync(folder, address, "list"));

            _ = Signal(server.Id, Terminate);
            await server.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
            Assert.Equal(0, server.ExitCode);
        }
        finally
        {
            if (!server.HasExited)
            {
                server.Kill();
            }
        }
    }

    private static async Task<string> SayAsync(TemporaryFolder folder, string address, params string[] words)
    {
        var result = await ChaosProcess.RunAsync(folder, ["proxy", "--host", address, .. words]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output;
    }

    private static Process Start(TemporaryFolder folder)
    {
        var start = new ProcessStartInfo(ChaosProcess.FileOf("chaos"), ["proxy", "serve", "-port", "0"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("chaos did not start.");
    }

    private static async Task<string> AddressOfAsync(Process server)
    {
        while (await server.StandardOutput.ReadLineAsync() is { } line)
        {
            if ((string?)JsonNode.Parse(line)?["address"] is { } address)
            {
                _ = server.StandardOutput.ReadToEndAsync();
                _ = server.StandardError.ReadToEndAsync();
                return address;
            }
        }

        throw new InvalidOperationException($"The server ended: {await server.StandardError.ReadToEndAsync()}");
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
