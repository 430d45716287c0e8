using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Findings;

/// <summary>The parts of a run in words.</summary>
public static class PhaseWords
{
    /// <summary>When something happened, to stand within a sentence: <c>before the method</c>.</summary>
    public static string InWords(this Phase phase) => FindingsWords.When(phase);
}
