using ChaosToolkit.Links;

namespace ChaosToolkit.Toxics;

/// <summary>Flips one bit of some bytes by chance.</summary>
[Toxic("corrupt")]
public sealed record CorruptToxic : Toxic
{
    /// <summary>The share of bytes in which a bit is flipped.</summary>
    /// <value>On the wire <c>probability</c>. From 0 to 1. The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    [Wire("probability", Maximum = 1)]
    public double Probability { get; init => field = Probable(value); }

    internal override async Task RunAsync(Stage stage)
    {
        // The gaps between hits are drawn, not each byte: at a small share that is nearly free.
        var gap = Gap(stage);
        while (await stage.ReadAsync().ConfigureAwait(false) is { } chunk)
        {
            for (; gap < chunk.Length; gap += 1 + Gap(stage))
            {
                chunk.Span[(int)gap] ^= (byte)(1 << (int)stage.Chance.NextInt64(0, 8));
            }

            gap -= chunk.Length;
            await stage.WriteAsync(chunk).ConfigureAwait(false);
        }
    }

    // How many bytes pass before the next hit; far beyond any stream where there is none.
    private double Gap(Stage stage) => Probability switch
    {
        0 => double.PositiveInfinity,
        1 => 0,
        _ => Math.Floor(Math.Log(1 - stage.Chance.NextDouble()) / Math.Log(1 - Probability)),
    };
}
