using ChaosToolkit.Links;

namespace ChaosToolkit.Datagrams;

/// <summary>A datagram that waits in a stage.</summary>
internal sealed class HeldDatagram(Chunk datagram, int overtakers)
{
    public Chunk Datagram => datagram;

    /// <summary>How many are still to overtake it; 0 where that does not matter.</summary>
    public int Overtakers { get; set; } = overtakers;

    public bool IsGone { get; set; }
}
