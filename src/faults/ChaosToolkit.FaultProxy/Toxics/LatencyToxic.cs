using ChaosToolkit.Links;

namespace ChaosToolkit.Toxics;

/// <summary>Delays all bytes: each chunk goes on a while after it was read, in order. What is sent at once stays together; bandwidth is not touched.</summary>
[Toxic("latency")]
public sealed record LatencyToxic : Toxic, IBufferedToxic
{
    /// <summary>The delay.</summary>
    /// <value>On the wire <c>latency</c>, in milliseconds. Not negative. The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    [Wire("latency")]
    public TimeSpan Latency { get; init => field = NotNegative(value); }

    /// <summary>By how much the delay of each chunk varies, to both sides, evenly.</summary>
    /// <value>On the wire <c>jitter</c>, in milliseconds. Not negative; where it is larger than the latency, some chunks are not delayed. The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    [Wire("jitter")]
    public TimeSpan Jitter { get; init => field = NotNegative(value); }

    int IBufferedToxic.Capacity => 1024;

    internal override async Task RunAsync(Stage stage)
    {
        while (await stage.ReadAsync().ConfigureAwait(false) is { } chunk)
        {
            var due = chunk.Time + Delay(stage).Ticks;
            await stage.DelayUntilAsync(due).ConfigureAwait(false);
            chunk.Time = stage.IsInterrupted ? chunk.Time : due;
            await stage.WriteAsync(chunk).ConfigureAwait(false);
        }
    }

    // The jitter is a whole number of milliseconds from -jitter to jitter - 1, as Toxiproxy draws it.
    private TimeSpan Delay(Stage stage)
    {
        var jitter = (long)Jitter.TotalMilliseconds;
        return jitter <= 0 ? Latency : Latency + TimeSpan.FromMilliseconds(stage.Chance.NextInt64(-jitter, jitter));
    }
}
