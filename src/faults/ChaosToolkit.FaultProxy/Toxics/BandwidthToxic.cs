using ChaosToolkit.Datagrams;
using ChaosToolkit.Links;

namespace ChaosToolkit.Toxics;

/// <summary>Limits how fast connections get their bytes: a chunk waits as long as it takes at that rate, in pieces of at most 100 ms.</summary>
[Toxic("bandwidth")]
public sealed record BandwidthToxic : Toxic, ILinkToxic, IDatagramToxic
{
    private const int PieceMilliseconds = 100;
    private const int SharedPieceMilliseconds = 10;

    /// <summary>The rate of each connection, or of all together.</summary>
    /// <value>On the wire <c>rate</c>, in KB/s (1,000 bytes a second). From 0 to 1,000,000,000. The default is 0: nothing passes until the toxic is gone.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    [Wire("rate", Maximum = 1_000_000_000)]
    public long KilobytesPerSecond
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1_000_000_000);
            field = NotNegative(value);
        }
    }

    /// <summary>Whether all connections of the proxy have the rate together, first come, first served.</summary>
    /// <value>On the wire <c>shared</c>. The default is false: each has it for itself.</value>
    [Wire("shared", IsOptional = true)]
    public bool Shared { get; init; }

    async Task ILinkToxic.RunAsync(Stage stage)
    {
        // When what was sent is paid for. What waits is paid from there, so that the mean is exact; an idle time gives no credit.
        var due = stage.Now;
        while (await stage.ReadAsync().ConfigureAwait(false) is { } chunk)
        {
            due = Math.Max(due, chunk.Time);
            var time = Shared ? SharedPieceMilliseconds : PieceMilliseconds;
            var piece = KilobytesPerSecond * time;
            if (piece == 0)
            {
                await stage.DelayUntilAsync(Timing.FaultClock.Never).ConfigureAwait(false);
            }

            while (!stage.IsInterrupted && chunk.Length > piece)
            {
                due = Spend(stage, due, time * TimeSpan.TicksPerMillisecond);
                await stage.DelayUntilAsync(due).ConfigureAwait(false);
                if (!stage.IsInterrupted)
                {
                    await stage.WriteAsync(chunk.TakeFirst((int)piece)).ConfigureAwait(false);
                }
            }

            if (!stage.IsInterrupted)
            {
                due = Spend(stage, due, chunk.Length * TimeSpan.TicksPerMillisecond / KilobytesPerSecond);
                await stage.DelayUntilAsync(due).ConfigureAwait(false);
            }

            await stage.WriteAsync(chunk).ConfigureAwait(false);
        }
    }

    void IDatagramToxic.Take(DatagramStage stage, Chunk datagram)
    {
        if (KilobytesPerSecond == 0)
        {
            stage.Hold(datagram, Timing.FaultClock.Never);
            return;
        }

        var (since, cost) = (Math.Max(stage.Paid, datagram.Time), datagram.Length * TimeSpan.TicksPerMillisecond / KilobytesPerSecond);
        stage.Paid = Shared ? stage.Placed.Budget.Spend(since, cost) : since + cost;
        datagram.Time = stage.Paid;
        stage.Hold(datagram, stage.Paid);
        stage.ReleaseDue();
    }

    // When so much is paid for.
    private long Spend(Stage stage, long since, long cost) => Shared ? stage.Budget.Spend(since, cost) : since + cost;
}
