namespace ChaosToolkit.Verdicts;

/// <summary>What a run has shown, from the best to the worst: of several the worst counts.</summary>
public enum VerdictOutcome
{
    /// <summary>It was tested, and the hypothesis held.</summary>
    Passed,

    /// <summary>There was no hypothesis to hold after the method: nothing was claimed, nothing refuted.</summary>
    Explored,

    /// <summary>A probe could not be evaluated.</summary>
    Inconclusive,

    /// <summary>The gate was not met, the run was a rehearsal, or nothing in the method ran.</summary>
    NotTested,

    /// <summary>A fault was not brought in, or its effect was not seen.</summary>
    NotInjected,

    /// <summary>The hypothesis did not hold during or after the method.</summary>
    Deviated,

    /// <summary>A signal, a time-out, a control or an activity's code ended the run.</summary>
    Interrupted,

    /// <summary>An error that no activity accounts for ended the run.</summary>
    Aborted,

    /// <summary>What was done was not taken back, or the hypothesis does not hold after it was.</summary>
    NotRestored,
}

/// <summary>The names of the outcomes in journals and in the log.</summary>
public static class VerdictOutcomes
{
    /// <summary>The outcome of a name; <see langword="null"/> when there is none.</summary>
    public static VerdictOutcome? Parse(string? name) => Enum.GetValues<VerdictOutcome>().Where(outcome => NameOf(outcome) == name).Select(outcome => (VerdictOutcome?)outcome).FirstOrDefault();

    /// <summary>The name of an outcome: <c>not-injected</c>.</summary>
    public static string NameOf(VerdictOutcome outcome) => outcome switch
    {
        VerdictOutcome.Passed => "passed",
        VerdictOutcome.Explored => "explored",
        VerdictOutcome.Inconclusive => "inconclusive",
        VerdictOutcome.NotTested => "not-tested",
        VerdictOutcome.NotInjected => "not-injected",
        VerdictOutcome.Deviated => "deviated",
        VerdictOutcome.Interrupted => "interrupted",
        VerdictOutcome.Aborted => "aborted",
        _ => "not-restored",
    };
}
