namespace ChaosToolkit.Reporting.Charts;

/// <summary>What something is drawn with, by its meaning; the canvas knows the colours of its theme.</summary>
internal enum Ink
{
    Text,
    Muted,
    Grid,
    Band,
    Neutral,
    Good,
    Doubtful,
    Bad,
    Pause,
    Fault,
    Series1,
    Series2,
    Series3,
    Series4,
    Series5,
    Series6,
}

/// <summary>Chooses inks.</summary>
internal static class Inks
{
    private const int SeriesCount = 6;

    /// <summary>The ink of a series; they repeat.</summary>
    public static Ink Series(int index) => Ink.Series1 + (index % SeriesCount);

    /// <summary>The ink of a tone.</summary>
    public static Ink Of(Findings.Tone tone) => tone switch
    {
        Findings.Tone.Good => Ink.Good,
        Findings.Tone.Doubtful => Ink.Doubtful,
        Findings.Tone.Bad => Ink.Bad,
        _ => Ink.Neutral,
    };
}
