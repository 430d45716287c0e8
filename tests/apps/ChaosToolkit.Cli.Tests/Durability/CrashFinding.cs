namespace ChaosToolkit.Cli.Durability;

/// <summary>What was found after a run was hit, and whatever there was to recover was recovered.</summary>
/// <param name="Point">Where it was.</param>
/// <param name="Way">How it was hit.</param>
internal sealed record CrashFinding(string Point, string Way)
{
    /// <summary>The faults that are still in place; empty for none.</summary>
    public string FaultsLeft { get; init; } = "";

    /// <summary>The actions that were intended and whose undo never succeeded, though nothing is listed as open; or is.</summary>
    public string UndoLost { get; init; } = "";

    /// <summary>What is wrong with the log: as it was right after the hit, or in the end.</summary>
    public string LogBroken { get; init; } = "";

    /// <summary>What a journal says that is not so.</summary>
    public string VerdictUntrue { get; init; } = "";

    /// <summary>What else went wrong.</summary>
    public string Failure { get; init; } = "";

    /// <summary>How many undo were played more than once.</summary>
    public int Twice { get; init; }

    public bool IsGood => FaultsLeft.Length + UndoLost.Length + LogBroken.Length + VerdictUntrue.Length + Failure.Length == 0;
}
