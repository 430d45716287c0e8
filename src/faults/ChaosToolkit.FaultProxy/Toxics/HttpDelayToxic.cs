using ChaosToolkit.Chances;
using ChaosToolkit.Http;

namespace ChaosToolkit.Toxics;

/// <summary>Holds requests (upstream) or answers (downstream) for a time; what comes behind them on the connection waits too.</summary>
[Toxic("http_delay")]
public sealed record HttpDelayToxic : HttpToxic
{
    /// <summary>The time.</summary>
    /// <value>On the wire <c>delay</c>, in milliseconds. Not negative. The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or longer than a year.</exception>
    [Wire("delay")]
    public TimeSpan Delay { get; init => field = NotNegative(value); }

    /// <summary>By how much it varies, to both sides, evenly.</summary>
    /// <value>On the wire <c>jitter</c>, in milliseconds. Not negative. The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or longer than a year.</exception>
    [Wire("jitter")]
    public TimeSpan Jitter { get; init => field = NotNegative(value); }

    internal override ValueTask ApplyAsync(HttpMessage message, PlacedToxic placed, Chance chance)
    {
        var draw = (2 * chance.NextDouble()) - 1;
        return message.DelayAsync(placed, () => placed.Toxic is HttpDelayToxic current ? current.Delay + (current.Jitter * draw) : TimeSpan.Zero);
    }
}
