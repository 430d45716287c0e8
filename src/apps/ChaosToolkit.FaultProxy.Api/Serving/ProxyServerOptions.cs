using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChaosToolkit.Serving;

/// <summary>How a server of the API is started.</summary>
public sealed record ProxyServerOptions
{
    /// <summary>Where the API listens: a name or an address.</summary>
    /// <value>The default is <c>localhost</c>: this machine only.</value>
    public string Host { get; init; } = "localhost";

    /// <summary>The port of the API.</summary>
    /// <value>0 takes a free one. The default is 8474.</value>
    public int Port { get; init; } = 8474;

    /// <summary>Where all chance comes from.</summary>
    /// <value>The default is <see langword="null"/>: another one each time.</value>
    public long? Seed { get; init; }

    /// <summary>Whether <c>/metrics</c> tells of the proxies.</summary>
    /// <value>The default is false.</value>
    public bool ProxyMetrics { get; init; }

    /// <summary>Whether <c>/metrics</c> tells of the process.</summary>
    /// <value>The default is false.</value>
    public bool RuntimeMetrics { get; init; }

    /// <summary>The time of toxics and leases.</summary>
    /// <value>The default is the system's.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the server tells of clients, calls and failures.</summary>
    /// <value>The default is nowhere.</value>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
