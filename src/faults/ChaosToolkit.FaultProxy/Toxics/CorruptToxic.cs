using ChaosToolkit.Chances;
using ChaosToolkit.Datagrams;
using ChaosToolkit.Links;

namespace ChaosToolkit.Toxics;

/// <summary>Flips one bit of some bytes by chance.</summary>
[Toxic("corrupt")]
public sealed record CorruptToxic : Toxic, ILinkToxic, IDatagramToxic
{
    /// <summary>The share of bytes in which a bit is flipped.</summary>
    /// <value>On the wire <c>probability</c>. From 0 to 1. The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    [Wire("probability", Maximum = 1)]
    public double Probability { get; init => field = Probable(value); }

    void IDatagramToxic.Take(DatagramStage stage, Chunk datagram)
    {
        for (var gap = Gap(ref stage.Chance); gap < datagram.Length; gap += 1 + Gap(ref stage.Chance))
        {
            Flip(datagram, gap, ref stage.Chance);
        }

        stage.Pass(datagram);
    }

    async Task ILinkToxic.RunAsync(Stage stage)
    {
        // The gaps between hits are drawn, not each byte: at a small share that is nearly free.
        var gap = Gap(ref stage.Chance);
        while (await stage.ReadAsync().ConfigureAwait(false) is { } chunk)
        {
            for (; gap < chunk.Length; gap += 1 + Gap(ref stage.Chance))
            {
                Flip(chunk, gap, ref stage.Chance);
            }

            gap -= chunk.Length;
            await stage.WriteAsync(chunk).ConfigureAwait(false);
        }
    }

    private static void Flip(Chunk chunk, double at, ref Chance chance) => chunk.Span[(int)at] ^= (byte)(1 << (int)chance.NextInt64(0, 8));

    // How many bytes pass before the next hit; far beyond any stream where there is none.
    private double Gap(ref Chance chance) => Probability switch
    {
        1 => 0,
        _ when 1 - Probability == 1 => double.PositiveInfinity, // none, or so small that its logarithm is lost
        _ => Math.Floor(Math.Log(1 - chance.NextDouble()) / Math.Log(1 - Probability)),
    };
}
