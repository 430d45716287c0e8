namespace ChaosToolkit.Reporting.Journals;

/// <summary>One check of the steady-state hypothesis.</summary>
/// <param name="Phase">When: before, during or after the method, or after it was taken back.</param>
/// <param name="IsMet">Whether it held; <see langword="null"/> where the journal does not say.</param>
/// <param name="Probes">Its probes as far as they were played.</param>
public sealed record HypothesisRound(Phase Phase, bool? IsMet, IReadOnlyList<JournalActivity> Probes);
