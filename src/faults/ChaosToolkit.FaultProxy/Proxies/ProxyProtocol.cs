namespace ChaosToolkit.Proxies;

/// <summary>What a proxy's connections speak.</summary>
public enum ProxyProtocol
{
    /// <summary>Bytes, whatever they mean.</summary>
    Tcp,

    /// <summary>HTTP/1.x: toxics may choose requests and answers. What is not HTTP passes as bytes.</summary>
    Http,
}
