namespace ChaosToolkit.Reporting.Findings;

/// <summary>How good or bad something is for who reads of it.</summary>
public enum Tone
{
    /// <summary>Neither.</summary>
    Neutral,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>In doubt: nobody knows, or somebody should look.</summary>
    Doubtful,

    /// <summary>Not as it should be.</summary>
    Bad,
}
