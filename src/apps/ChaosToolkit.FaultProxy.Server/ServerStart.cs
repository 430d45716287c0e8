using ChaosToolkit.Proxies;
using ChaosToolkit.Serving;

namespace ChaosToolkit;

/// <summary>Starts the server with the proxies of its config file.</summary>
internal static class ServerStart
{
    /// <summary>Starts it; the proxies stand when the API answers.</summary>
    /// <exception cref="FormatException">The file holds no list of proxies.</exception>
    /// <exception cref="ListenException">The API, or a proxy, cannot listen where it should.</exception>
    public static async Task<ProxyServer> StartAsync(ProxyServerOptions options, string? config) =>
        await ProxyServer.StartAsync(options, config is null ? default : await ReadAsync(config));

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(string file)
    {
        try
        {
            return await File.ReadAllBytesAsync(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The config file '{file}' cannot be read: {error.Message}", error);
        }
    }
}
