using ChaosToolkit.Links;
using ChaosToolkit.Timing;

namespace ChaosToolkit.Toxics;

/// <summary>Throws all bytes away, and closes the connection after a time in which none came. Removing it closes the connections on which it ran: their bytes are lost.</summary>
[Toxic("timeout")]
public sealed record TimeoutToxic : Toxic, ILinkToxic, IClosingToxic
{
    /// <summary>The time; each chunk starts it anew.</summary>
    /// <value>On the wire <c>timeout</c>, in milliseconds. Not negative. The default is 0: the connection stays open.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or longer than a year.</exception>
    [Wire("timeout")]
    public TimeSpan Timeout { get; init => field = NotNegative(value); }

    async Task ILinkToxic.RunAsync(Stage stage)
    {
        // Without a chunk: the stream has ended, the time is over, or the stage was interrupted.
        while (await stage.ReadAsync(Timeout > TimeSpan.Zero ? stage.Now + Timeout.Ticks : FaultClock.Never).ConfigureAwait(false) is { } chunk)
        {
            Stage.Drop(chunk);
        }
    }
}
