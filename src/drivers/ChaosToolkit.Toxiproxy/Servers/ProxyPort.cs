using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Toxiproxy.Servers;

/// <summary>Where a proxy listens, for what comes after it: <c>NAME_PORT</c> in the configuration and in the environment.</summary>
internal static class ProxyPort
{
    /// <summary>Tells the port of an address.</summary>
    /// <exception cref="ActivityFailedException">The address has none.</exception>
    public static void Tell(string proxy, string? listen, JsonObject configuration)
    {
        var port = listen?[(listen.LastIndexOf(':') + 1)..];
        if (string.IsNullOrEmpty(port) || !port.All(char.IsAsciiDigit))
        {
            throw new ActivityFailedException($"The address '{listen}' of the proxy '{proxy}' has no port.");
        }

        configuration[$"{proxy}_PORT"] = Value.Text(port);
        Environment.SetEnvironmentVariable($"{proxy}_PORT", port);
    }
}
