using System.Globalization;

namespace Exchange;

/// <summary>Rewrites the file of rates every ten seconds. It never makes the file anew: once gone, it stays away until somebody brings it back.</summary>
internal sealed class RatesWriter(string file, ILogger<RatesWriter> logger) : BackgroundService
{
    public static async Task WriteAsync(string file, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Readers see the old rates or the new ones, never half a file.
        var drift = Math.Sin(now.ToUnixTimeSeconds() / 60.0) / 100;
        var next = file + ".next";
        var rates = string.Create(CultureInfo.InvariantCulture, $"{now:O}\nEUR/USD {1.08 + drift:F4}\nEUR/GBP {0.85 - drift:F4}\n");
        await File.WriteAllTextAsync(next, rates, cancellationToken);
        File.Move(next, file, overwrite: true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (File.Exists(file))
            {
                await WriteAsync(file, DateTimeOffset.UtcNow, stoppingToken);
            }
            else
            {
                logger.LogWarning("There is no file {File}.", file);
            }
        }
    }
}
