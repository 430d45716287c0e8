namespace ChaosToolkit.Toxics;

/// <summary>Something that is wrong with one direction of a proxy's connections. A value: change one with <c>with</c> and give it to the proxy.</summary>
public abstract record Toxic
{
    private protected Toxic()
    {
    }

    /// <summary>What the toxic is called; no other toxic of the proxy may be called so.</summary>
    /// <value>The default is the type and the stream, as <c>latency_downstream</c>.</value>
    public string Name
    {
        get => field ?? $"{Type}_{WireStream}";
        init;
    }

    /// <summary>Which direction it works on.</summary>
    /// <value>The default is <see cref="ToxicStream.Downstream"/>: what clients receive.</value>
    public ToxicStream Stream { get; init; } = ToxicStream.Downstream;

    /// <summary>The share of connections it works on, drawn for each; of a toxic of HTTP the share of requests.</summary>
    /// <value>From 0, none, to 1, all. The default is 1.</value>
    public float Toxicity { get; init; } = 1;

    /// <summary>When it works.</summary>
    /// <value>The default is <see langword="null"/>: always.</value>
    public ToxicSchedule? Schedule { get; init; }

    /// <summary>Which clients it works on.</summary>
    /// <value>The default is <see langword="null"/>: all.</value>
    public ToxicClients? Clients { get; init; }

    /// <summary>The stream as a client of the API wrote it: in any case.</summary>
    internal string WireStream
    {
        get => field ?? (Stream == ToxicStream.Upstream ? "upstream" : "downstream");
        init;
    }

    /// <summary>The type as the API calls it, as <c>latency</c>.</summary>
    public string Type => ToxicCatalog.TypeOf(GetType());

    /// <summary>What is wrong with attributes that are each in range.</summary>
    internal virtual string? Contradiction => null;

    private protected static TimeSpan NotNegative(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromMilliseconds(WireAttribute.LongestMilliseconds)); // sums of them are to stay times
        return value;
    }

    private protected static long NotNegative(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return value;
    }

    private protected static double Probable(double value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1);
        return value;
    }
}
