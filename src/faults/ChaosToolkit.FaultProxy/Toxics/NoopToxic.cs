using ChaosToolkit.Datagrams;
using ChaosToolkit.Links;

namespace ChaosToolkit.Toxics;

/// <summary>Lets everything pass.</summary>
[Toxic("noop")]
public sealed record NoopToxic : Toxic, ILinkToxic, IDatagramToxic
{
    Task ILinkToxic.RunAsync(Stage stage) => PassAsync(stage);

    void IDatagramToxic.Take(DatagramStage stage, Chunk datagram) => stage.Pass(datagram);

    internal static async Task PassAsync(Stage stage)
    {
        while (await stage.ReadAsync().ConfigureAwait(false) is { } chunk)
        {
            await stage.WriteAsync(chunk).ConfigureAwait(false);
        }
    }
}
