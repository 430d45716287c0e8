namespace ChaosToolkit.Journaling;

/// <summary>How a run ended, in the words of the journal.</summary>
public enum JournalStatus
{
    /// <summary>The run went through to its end; whether it deviated is another question.</summary>
    Completed,

    /// <summary>A probe of the hypothesis could not be evaluated, or fail-fast ended the run.</summary>
    Failed,

    /// <summary>An error that no activity accounts for ended the method.</summary>
    Aborted,

    /// <summary>A signal, a time-out of the run, a control or an activity's code ended the run.</summary>
    Interrupted,
}
