namespace ChaosToolkit.Toxics;

/// <summary>Which way the bytes go that a toxic works on.</summary>
public enum ToxicStream
{
    /// <summary>From the client to the server.</summary>
    Upstream,

    /// <summary>From the server to the client.</summary>
    Downstream,
}
