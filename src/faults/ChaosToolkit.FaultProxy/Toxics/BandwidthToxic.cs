using ChaosToolkit.Links;

namespace ChaosToolkit.Toxics;

/// <summary>Limits how fast each connection gets its bytes: a chunk waits as long as it takes at that rate, in pieces of at most 100 ms.</summary>
[Toxic("bandwidth")]
public sealed record BandwidthToxic : Toxic
{
    private const int PieceMilliseconds = 100;

    /// <summary>The rate of each connection.</summary>
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

    internal override async Task RunAsync(Stage stage)
    {
        // How late the last wait ended: the next one is shorter by it, so that the mean is exact.
        var late = 0L;
        while (await stage.ReadAsync().ConfigureAwait(false) is { } chunk)
        {
            var piece = KilobytesPerSecond * PieceMilliseconds;
            while (!stage.IsInterrupted && chunk.Length > piece)
            {
                if (piece == 0)
                {
                    await stage.DelayUntilAsync(Timing.FaultClock.Never).ConfigureAwait(false);
                    break;
                }

                late = await PaceAsync(stage, piece, late).ConfigureAwait(false);
                if (!stage.IsInterrupted)
                {
                    await stage.WriteAsync(chunk.TakeFirst((int)piece)).ConfigureAwait(false);
                }
            }

            if (!stage.IsInterrupted)
            {
                late = await PaceAsync(stage, chunk.Length, late).ConfigureAwait(false);
            }

            await stage.WriteAsync(chunk).ConfigureAwait(false);
        }
    }

    private async ValueTask<long> PaceAsync(Stage stage, long bytes, long late)
    {
        var due = stage.Now + (bytes * TimeSpan.TicksPerMillisecond / KilobytesPerSecond) - late;
        await stage.DelayUntilAsync(due).ConfigureAwait(false);
        return stage.Now - due;
    }
}
