namespace ChaosToolkit.Proxies;

/// <summary>What has happened to a proxy.</summary>
public enum ProxyEventKind
{
    /// <summary>It listens.</summary>
    Enabled,

    /// <summary>It listens no more; its connections are closed.</summary>
    Disabled,

    /// <summary>One of its addresses is another.</summary>
    Updated,

    /// <summary>A toxic was added, and works.</summary>
    ToxicAdded,

    /// <summary>A toxic has other attributes.</summary>
    ToxicUpdated,

    /// <summary>A toxic was removed.</summary>
    ToxicRemoved,

    /// <summary>A client is connected to the upstream.</summary>
    ConnectionOpened,

    /// <summary>Such a connection is over.</summary>
    ConnectionClosed,

    /// <summary>A client was accepted that could not be connected to the upstream, or was refused.</summary>
    ConnectionFailed,
}
