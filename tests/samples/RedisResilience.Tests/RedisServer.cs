using System.Diagnostics;
using ChaosToolkit.Testing;

namespace Catalog;

/// <summary>A real Redis on a free port of loopback, which keeps nothing.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private Process? process;
    private string? address;

    /// <summary>Where it is, as <c>host:port</c>; skips the test where there is none on this machine.</summary>
    public string Address
    {
        get
        {
            Needs.That(address is not null, "redis-server is not installed.");
            return address;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Needs.Find("redis-server") is not { } program)
        {
            return;
        }

        // Port 0 means none to it; where another took the port meanwhile, it says so and ends.
        for (var attempt = 0; address is null && attempt < 5; attempt++)
        {
            var port = Loopback.FreePort();
            process = Process.Start(new ProcessStartInfo(program, ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no"])
            {
                RedirectStandardOutput = true,
            }) ?? throw new InvalidOperationException("redis-server did not start.");
            while (address is null && await process.StandardOutput.ReadLineAsync() is { } line)
            {
                address = line.Contains("Ready to accept connections", StringComparison.Ordinal) ? $"127.0.0.1:{port}" : null;
            }
        }

        Assert.NotNull(address);
        _ = process!.StandardOutput.ReadToEndAsync(); // it runs
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process?.Dispose();
    }
}
