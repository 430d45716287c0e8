using ChaosToolkit.Datagrams;
using ChaosToolkit.Links;

namespace ChaosToolkit.Toxics;

/// <summary>Sends chunks twice by chance.</summary>
[Toxic("duplicate")]
public sealed record DuplicateToxic : Toxic, ILinkToxic, IDatagramToxic
{
    /// <summary>The share of chunks that are sent twice.</summary>
    /// <value>On the wire <c>probability</c>. From 0 to 1. The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    [Wire("probability", Maximum = 1)]
    public double Probability { get; init => field = Probable(value); }

    void IDatagramToxic.Take(DatagramStage stage, Chunk datagram)
    {
        var copy = stage.Chance.NextDouble() < Probability ? datagram.Copy() : null;
        stage.Pass(datagram);
        if (copy is not null)
        {
            stage.Pass(copy);
        }
    }

    async Task ILinkToxic.RunAsync(Stage stage)
    {
        while (await stage.ReadAsync().ConfigureAwait(false) is { } chunk)
        {
            var copy = stage.Chance.NextDouble() < Probability ? chunk.Copy() : null;
            await stage.WriteAsync(chunk).ConfigureAwait(false);
            if (copy is not null)
            {
                await stage.WriteAsync(copy).ConfigureAwait(false);
            }
        }
    }
}
