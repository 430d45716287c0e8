using System.Net;

namespace ChaosToolkit.Toxics;

/// <summary>A toxic's place in a proxy: its attributes change, the place stays.</summary>
/// <param name="toxic">The toxic.</param>
/// <param name="number">How many the proxy had before it.</param>
/// <param name="since">When it was added, in ticks of the clock.</param>
internal sealed class PlacedToxic(Toxic toxic, ulong number, long since)
{
    private volatile Toxic toxic = toxic;

    /// <summary>How many the proxy had before it.</summary>
    public ulong Number => number;

    public Toxic Toxic
    {
        get => toxic;
        set => toxic = value;
    }

    public ToxicStream Stream { get; } = toxic.Stream;

    /// <summary>What all connections spend together.</summary>
    public SharedBudget Budget { get; } = new();

    /// <summary>Whether it works at a moment, by its schedule, and when that changes.</summary>
    public (bool IsOn, long Until) At(long now)
    {
        if (toxic.Schedule is not { } schedule)
        {
            return (true, Timing.FaultClock.Never);
        }

        var (isOn, until) = schedule.At(now - since);
        return (isOn, until == Timing.FaultClock.Never ? until : since + until);
    }

    /// <summary>Whether it works on a client.</summary>
    public bool Includes(IPAddress? client) => toxic.Clients?.Include(client, toxic.Name) ?? true;
}
