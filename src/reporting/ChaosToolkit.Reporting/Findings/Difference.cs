using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Findings;

/// <summary>An output that was not tolerated: what was expected, what was observed. All on one line each.</summary>
/// <param name="Probe">The probe's name.</param>
/// <param name="Phase">When it was played.</param>
/// <param name="Moment">When it ended, where that is known.</param>
/// <param name="Expected">The tolerance, or what it expected.</param>
/// <param name="Observed">What there was.</param>
/// <param name="Path">Where in the output, as a JSON path; empty where unknown.</param>
/// <param name="Text">The difference in words; empty where the journal has none.</param>
public sealed record Difference(string Probe, Phase Phase, DateTimeOffset? Moment, string Expected, string Observed, string Path, string Text);
