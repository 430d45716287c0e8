using System.Diagnostics;
using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.BlackBox;

/// <summary>The built <c>chaos-proxy</c>, started with some arguments.</summary>
internal sealed class ProxyProcess : IAsyncDisposable
{
    private readonly Process process;

    private ProxyProcess(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public static string Program => ChaosCommand.BuiltOf("ChaosToolkit.FaultProxy.Server", "chaos-proxy");

    public Uri Address { get; }

    public int Id => process.Id;

    public static Process Start(IEnumerable<string> arguments, string? level = "info") => Process.Start(new ProcessStartInfo(Program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["LOG_LEVEL"] = level },
    })!; // a program always

    public static async Task<ProxyProcess> StartAsync(params string[] arguments)
    {
        var process = Start(["-port", "0", .. arguments]);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (JsonNode.Parse(line)?["address"]?.GetValue<string>() is { } address)
            {
                _ = process.StandardOutput.ReadToEndAsync();
                _ = process.StandardError.ReadToEndAsync();
                return new ProxyProcess(process, new Uri(address));
            }
        }

        throw new InvalidOperationException($"chaos-proxy ended: {await process.StandardError.ReadToEndAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
