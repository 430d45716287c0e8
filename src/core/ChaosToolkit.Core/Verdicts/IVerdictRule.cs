namespace ChaosToolkit.Verdicts;

/// <summary>Says when a run has one of the outcomes. One file and one <see cref="VerdictRuleAttribute"/> make a new one.</summary>
internal interface IVerdictRule
{
    /// <summary>What speaks for the outcome; nothing when it does not apply.</summary>
    IEnumerable<VerdictReason> Judge(VerdictEvidence evidence);
}

/// <summary>Names the outcome that a rule decides on.</summary>
/// <param name="outcome">The outcome.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class VerdictRuleAttribute(VerdictOutcome outcome) : Attribute
{
    public VerdictOutcome Outcome { get; } = outcome;
}
