using ChaosToolkit.Proxies;
using ChaosToolkit.Serving;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit;

/// <summary>Takes the config file over whenever it was changed. A file that cannot be used is told of, and all stays as it was.</summary>
internal sealed class ConfigWatch : IDisposable
{
    private static readonly EventId Reloaded = new(7204, nameof(Reloaded));

    // Editors write in several steps: the last one counts.
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(100);
    private readonly FileSystemWatcher watcher;
    private readonly ITimer timer;
    private readonly SemaphoreSlim reading = new(1);
    private readonly ProxyServer server;
    private readonly ILogger log;
    private readonly string file;

    public ConfigWatch(ProxyServer server, string file, TimeProvider time, ILogger log)
    {
        this.server = server;
        this.log = log;
        this.file = Path.GetFullPath(file);
        timer = time.CreateTimer(_ => _ = ReloadAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan); // it tells of its failures itself
        watcher = new FileSystemWatcher(Path.GetDirectoryName(this.file)!, Path.GetFileName(this.file)); // a file lies in a folder
        watcher.Changed += (_, _) => Changed();
        watcher.Created += (_, _) => Changed();
        watcher.Renamed += (_, _) => Changed();
        watcher.EnableRaisingEvents = true;
    }

    public void Dispose()
    {
        watcher.Dispose();
        timer.Dispose();
        reading.Dispose();
    }

    private void Changed() => timer.Change(Settled, Timeout.InfiniteTimeSpan);

    private async Task ReloadAsync()
    {
        try
        {
            await reading.WaitAsync();
            try
            {
                await server.ReloadAsync(await File.ReadAllBytesAsync(file));
                log.LogInformation(Reloaded, "Reloaded config: {File}", file);
            }
            finally
            {
                reading.Release();
            }
        }
        catch (ObjectDisposedException)
        {
            // The server ends.
        }
        catch (Exception error) when (error is FormatException or ListenException or IOException or UnauthorizedAccessException)
        {
            log.LogError(Reloaded, error, "Unable to reload config: {File}", file);
        }
    }
}
