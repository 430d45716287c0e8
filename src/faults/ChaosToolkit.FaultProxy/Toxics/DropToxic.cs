using ChaosToolkit.Datagrams;
using ChaosToolkit.Links;

namespace ChaosToolkit.Toxics;

/// <summary>Loses chunks by chance: what one read of the proxy took, up to 64 KiB, never arrives.</summary>
[Toxic("drop")]
public sealed record DropToxic : Toxic, ILinkToxic, IDatagramToxic
{
    /// <summary>The share of chunks that are lost.</summary>
    /// <value>On the wire <c>probability</c>. From 0 to 1. The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    [Wire("probability", Maximum = 1)]
    public double Probability { get; init => field = Probable(value); }

    void IDatagramToxic.Take(DatagramStage stage, Chunk datagram)
    {
        if (stage.Chance.NextDouble() < Probability)
        {
            DatagramStage.Lose(datagram);
        }
        else
        {
            stage.Pass(datagram);
        }
    }

    async Task ILinkToxic.RunAsync(Stage stage)
    {
        while (await stage.ReadAsync().ConfigureAwait(false) is { } chunk)
        {
            if (stage.Chance.NextDouble() < Probability)
            {
                Stage.Drop(chunk);
            }
            else
            {
                await stage.WriteAsync(chunk).ConfigureAwait(false);
            }
        }
    }
}
