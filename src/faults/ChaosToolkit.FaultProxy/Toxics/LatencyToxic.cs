using ChaosToolkit.Chances;
using ChaosToolkit.Datagrams;
using ChaosToolkit.Links;

namespace ChaosToolkit.Toxics;

/// <summary>Delays all bytes: each chunk goes on a while after it was read, in order. What is sent at once stays together; bandwidth is not touched.</summary>
[Toxic("latency")]
public sealed record LatencyToxic : Toxic, ILinkToxic, IDatagramToxic, IBufferedToxic
{
    private const int Shape = 3;
    private const int LongestTail = 1000;

    /// <summary>The delay.</summary>
    /// <value>On the wire <c>latency</c>, in milliseconds. Not negative. The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or longer than a year.</exception>
    [Wire("latency")]
    public TimeSpan Latency { get; init => field = NotNegative(value); }

    /// <summary>By how much the delay of each chunk varies; <see cref="Distribution"/> says how.</summary>
    /// <value>On the wire <c>jitter</c>, in milliseconds. Not negative; where it is larger than the latency, some chunks are not delayed. The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or longer than a year.</exception>
    [Wire("jitter")]
    public TimeSpan Jitter { get; init => field = NotNegative(value); }

    /// <summary>How the delay of each chunk varies.</summary>
    /// <value>On the wire <c>distribution</c>, as <c>normal</c>. The default is <see cref="LatencyDistribution.Uniform"/>.</value>
    [Wire("distribution", IsOptional = true)]
    public LatencyDistribution Distribution { get; init; }

    /// <summary>The delays that were recorded, in milliseconds; <see cref="Latency"/> is added to each.</summary>
    /// <value>On the wire <c>values</c>, at most 10,000 numbers from 0 to a year. The default is none.</value>
    [Wire("values", IsOptional = true, Maximum = 10_000, MaximumItem = WireAttribute.LongestMilliseconds)]
    public IReadOnlyList<double> Values
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Any(static delay => !(delay >= 0 && delay <= WireAttribute.LongestMilliseconds)))
            {
                throw new ArgumentOutOfRangeException(nameof(value), "Each delay must be between zero and a year of milliseconds.");
            }

            field = value;
        }
    } = [];

    internal override string? Contradiction => Distribution == LatencyDistribution.Recorded && Values.Count == 0
        ? "attribute 'distribution' is 'recorded', then 'values' must have at least one delay"
        : null;

    int IBufferedToxic.Capacity => 1024;

    async Task ILinkToxic.RunAsync(Stage stage)
    {
        while (await stage.ReadAsync().ConfigureAwait(false) is { } chunk)
        {
            var due = chunk.Time + Draw(ref stage.Chance).Ticks;
            await stage.DelayUntilAsync(due).ConfigureAwait(false);
            chunk.Time = stage.IsInterrupted ? chunk.Time : due;
            await stage.WriteAsync(chunk).ConfigureAwait(false);
        }
    }

    // Each by itself: with jitter they overtake each other, as on a network.
    void IDatagramToxic.Take(DatagramStage stage, Chunk datagram)
    {
        datagram.Time += Draw(ref stage.Chance).Ticks;
        stage.Hold(datagram, datagram.Time);
        stage.ReleaseDue();
    }

    /// <summary>The delay of one chunk.</summary>
    internal TimeSpan Draw(ref Chance chance)
    {
        if (Distribution == LatencyDistribution.Recorded)
        {
            return Latency + TimeSpan.FromMilliseconds(Values[(int)chance.NextInt64(0, Values.Count)]);
        }

        if (Jitter <= TimeSpan.Zero)
        {
            return Latency;
        }

        return Distribution switch
        {
            LatencyDistribution.Normal => Latency + (Jitter * chance.NextNormal()),
            LatencyDistribution.Pareto => Latency + (Jitter * Math.Min((Shape - 1) * (Math.Pow(1 - chance.NextDouble(), -1.0 / Shape) - 1), LongestTail)),
            _ => Latency + Even((long)Jitter.TotalMilliseconds, ref chance),
        };
    }

    // A whole number of milliseconds from -jitter to jitter - 1, as Toxiproxy draws it.
    private static TimeSpan Even(long jitter, ref Chance chance) => jitter == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(chance.NextInt64(-jitter, jitter));
}
