using ChaosToolkit.Links;

namespace ChaosToolkit.Toxics;

/// <summary>Halts the stream for a time by chance, as a lost packet does until it is sent again: nothing is lost, all behind it waits.</summary>
[Toxic("stall")]
public sealed record StallToxic : Toxic, ILinkToxic
{
    /// <summary>The share of chunks before which the stream halts.</summary>
    /// <value>On the wire <c>probability</c>. From 0 to 1. The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    [Wire("probability", Maximum = 1)]
    public double Probability { get; init => field = Probable(value); }

    /// <summary>For how long.</summary>
    /// <value>On the wire <c>duration</c>, in milliseconds. Not negative. The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or longer than a year.</exception>
    [Wire("duration")]
    public TimeSpan Duration { get; init => field = NotNegative(value); }

    async Task ILinkToxic.RunAsync(Stage stage)
    {
        while (await stage.ReadAsync().ConfigureAwait(false) is { } chunk)
        {
            if (stage.Chance.NextDouble() < Probability)
            {
                await stage.DelayAsync(Duration).ConfigureAwait(false);
            }

            await stage.WriteAsync(chunk).ConfigureAwait(false);
        }
    }
}
