namespace ChaosToolkit.Toxics;

/// <summary>A toxic's place in a proxy: its attributes change, the place stays.</summary>
internal sealed class PlacedToxic(Toxic toxic, ulong number)
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
}
