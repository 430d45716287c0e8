using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChaosToolkit.Proxies;

/// <summary>How a proxy is started.</summary>
public sealed record FaultProxyOptions
{
    /// <summary>What the proxy is called in log lines.</summary>
    /// <value>The default is <c>proxy</c>.</value>
    public string Name { get; init; } = "proxy";

    /// <summary>Where it listens, as <c>host:port</c>.</summary>
    /// <value>The default is <c>127.0.0.1:0</c>: a free port of this machine only. Without a host: all interfaces.</value>
    public string Listen { get; init; } = "127.0.0.1:0";

    /// <summary>Whether it listens from the start.</summary>
    /// <value>The default is true.</value>
    public bool Enabled { get; init; } = true;

    /// <summary>What its connections speak. Toxics of HTTP need <see cref="ProxyProtocol.Http"/>.</summary>
    /// <value>The default is <see cref="ProxyProtocol.Tcp"/>.</value>
    public ProxyProtocol Protocol { get; init; }

    /// <summary>Where all chance comes from: the same seed makes the same choices on the same connections.</summary>
    /// <value>The default is <see langword="null"/>: another one each time.</value>
    public long? Seed { get; init; }

    /// <summary>Whether the end of one direction leaves the other one open, as TCP has it.</summary>
    /// <value>The default is false: both sides are closed, as Toxiproxy does.</value>
    public bool HalfClose { get; init; }

    /// <summary>How many connections to the upstream are made at once; further clients wait.</summary>
    /// <value>At least 1. The default is 1,024.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaximumDials
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1024;

    /// <summary>The time of latencies and other waits.</summary>
    /// <value>The default is the system's time, with a clock that is precise to less than a millisecond.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the proxy tells of clients and failures.</summary>
    /// <value>The default is nowhere.</value>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
