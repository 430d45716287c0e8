using System.Globalization;
using System.Text.Json;
using ChaosToolkit.Proxies;

namespace ChaosToolkit.Wire;

/// <summary>The <c>session_timeout</c> and <c>max_sessions</c> of a proxy of datagrams.</summary>
internal static class SessionsJson
{
    private const string TimeoutField = "session_timeout";
    private const string MaximumField = "max_sessions";
    private const double Shortest = 0.001;
    private const double Longest = 365 * 24 * 60 * 60;
    private const double Most = 65_536;

    /// <summary>How long a session lasts without a datagram; <see langword="null"/> when it is not given.</summary>
    /// <exception cref="ApiException">It is out of range, or the proxy has none.</exception>
    public static TimeSpan? ReadTimeout(JsonElement body, ProxyProtocol? protocol) => Read(body, protocol, TimeoutField, Shortest, Longest, " seconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>How many sessions there are at most; <see langword="null"/> when it is not given.</summary>
    /// <exception cref="ApiException">It is out of range, or the proxy has none.</exception>
    public static int? ReadMaximum(JsonElement body, ProxyProtocol? protocol) => Read(body, protocol, MaximumField, 1, Most, "") is not { } number ? null
        : double.IsInteger(number) ? (int)number
        : throw ApiException.BadBody(string.Create(CultureInfo.InvariantCulture, $"'{MaximumField}' is {number}, it must be a whole number"));

    /// <summary>Writes what is not the default.</summary>
    public static void Write(Utf8JsonWriter json, FaultProxyOptions options)
    {
        if (options.SessionTimeout != FaultProxyOptions.DefaultSessionTimeout)
        {
            json.WriteNumber(TimeoutField, options.SessionTimeout.TotalSeconds);
        }

        if (options.MaximumSessions != FaultProxyOptions.DefaultMaximumSessions)
        {
            json.WriteNumber(MaximumField, options.MaximumSessions);
        }
    }

    private static double? Read(JsonElement body, ProxyProtocol? protocol, string name, double least, double most, string unit)
    {
        var number = JsonBody.Number(body, "Proxy", name, "float64");
        return number is null ? null
            : protocol != ProxyProtocol.Udp ? throw ApiException.BadBody($"'{name}' needs 'protocol': 'udp'")
            : number >= least && number <= most ? number
            : throw ApiException.BadBody(string.Create(CultureInfo.InvariantCulture, $"'{name}' is {number}, it must be between {least} and {most}{unit}"));
    }
}
