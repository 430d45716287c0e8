using System.Net;

namespace ChaosToolkit.Proxies;

/// <summary>A proxy while it listens; disposed of, it listens no more and its connections are closed.</summary>
internal interface IProxyListener : IDisposable
{
    /// <summary>Where it listens.</summary>
    IPEndPoint Address { get; }

    /// <summary>The connections or sessions that are open; under the state's lock.</summary>
    IReadOnlyCollection<ICounted> Open { get; }

    /// <summary>Those whose links change with the toxics; under the state's lock.</summary>
    IReadOnlyCollection<ProxyConnection> Connections { get; }

    /// <summary>Looks at the toxics anew.</summary>
    void ApplyToxics();
}
