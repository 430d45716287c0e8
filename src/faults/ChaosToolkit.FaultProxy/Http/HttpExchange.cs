namespace ChaosToolkit.Http;

/// <summary>A request on its way to its answer. The link of requests makes it, that of answers ends it.</summary>
/// <param name="method">The request's method.</param>
/// <param name="faults">The toxics drawn for its answer.</param>
internal sealed class HttpExchange(string method, IReadOnlyList<HttpFault> faults)
{
    private volatile bool isAnswered;
    private volatile bool isBodyComing;

    public string Method => method;

    public IReadOnlyList<HttpFault> Faults => faults;

    /// <summary>From here on bytes pass as they are: what the client sent is no HTTP.</summary>
    public bool IsTunnel { get; init; }

    /// <summary>The answer that the proxy gives itself; the upstream has not got the request.</summary>
    public ReadOnlyMemory<byte>? Answer { get; set; }

    /// <summary>How the connection is to end instead of an answer.</summary>
    public HttpEnd? End { get; set; }

    /// <summary>Whether the connection ends behind the proxy's own answer.</summary>
    public bool ClosesAfter { get; set; }

    /// <summary>Whether the client is still sending the body of a request that the proxy answers itself.</summary>
    public bool IsBodyComing
    {
        get => isBodyComing;
        set => isBodyComing = value;
    }

    /// <summary>Whether the client waits for permission to send its body, which the proxy gives itself.</summary>
    public bool NeedsContinue { get; set; }

    /// <summary>Whether the connection may speak something else after the answer: the next bytes of the client wait for it.</summary>
    public bool MaySwitch { get; init; }

    /// <summary>Whether the answer to that is known.</summary>
    public bool IsAnswered
    {
        get => isAnswered;
        set => isAnswered = value;
    }

    /// <summary>Whether the upstream has got the request.</summary>
    public bool IsForwarded => Answer is null && End is null && !IsTunnel;
}
