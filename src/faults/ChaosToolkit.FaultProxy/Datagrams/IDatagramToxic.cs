using ChaosToolkit.Links;

namespace ChaosToolkit.Datagrams;

/// <summary>A toxic that knows what to do with a datagram.</summary>
internal interface IDatagramToxic
{
    /// <summary>Takes a datagram: passes it on, holds it, changes it, or loses it. Under the lock of the stage's pipe.</summary>
    void Take(DatagramStage stage, Chunk datagram);
}
