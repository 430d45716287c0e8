using ChaosToolkit.Chances;
using ChaosToolkit.Http;

namespace ChaosToolkit.Toxics;

/// <summary>Ends the connection instead of passing the request (upstream) or the answer (downstream) on, or in the middle of its body. Answers to earlier requests are given before.</summary>
[Toxic("http_abort")]
public sealed record HttpAbortToxic : HttpToxic
{
    /// <summary>Whether both sides get a TCP reset; else the connection is closed.</summary>
    /// <value>On the wire <c>reset</c>. The default is false.</value>
    [Wire("reset")]
    public bool Reset { get; init; }

    /// <summary>After how many bytes of the body; the head and those pass.</summary>
    /// <value>On the wire <c>bytes</c>. Not negative. The default is 0: before the head.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    [Wire("bytes")]
    public long Bytes { get; init => field = NotNegative(value); }

    internal override ValueTask ApplyAsync(HttpMessage message, PlacedToxic placed, Chance chance)
    {
        message.EndConnection(Reset, Bytes);
        return default;
    }
}
