using ChaosToolkit.Datagrams;
using ChaosToolkit.Links;

namespace ChaosToolkit.Toxics;

/// <summary>Has datagrams be overtaken by chance. On a proxy of <see cref="Proxies.ProxyProtocol.Udp"/> only: bytes of a stream have an order.</summary>
[Toxic("reorder")]
public sealed record ReorderToxic : Toxic, IDatagramToxic
{
    private const long Furthest = 100;

    /// <summary>The share of datagrams that are overtaken.</summary>
    /// <value>On the wire <c>probability</c>. From 0 to 1. The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    [Wire("probability", Maximum = 1)]
    public double Probability { get; init => field = Probable(value); }

    /// <summary>How many later ones go before it.</summary>
    /// <value>On the wire <c>distance</c>. From 1 to 100. The default is 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    [Wire("distance", Minimum = 1, Maximum = Furthest)]
    public long Distance
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Furthest);
            field = value;
        }
    } = 1;

    /// <summary>How long it waits for them at most.</summary>
    /// <value>On the wire <c>wait</c>, in milliseconds. Not negative. The default is 100 ms.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or longer than a year.</exception>
    [Wire("wait")]
    public TimeSpan Wait { get; init => field = NotNegative(value); } = TimeSpan.FromMilliseconds(100);

    void IDatagramToxic.Take(DatagramStage stage, Chunk datagram)
    {
        if (stage.Chance.NextDouble() < Probability)
        {
            stage.Hold(datagram, stage.Now + Wait.Ticks, (int)Distance);
        }
        else
        {
            stage.Pass(datagram);
            stage.Overtake();
        }
    }
}
