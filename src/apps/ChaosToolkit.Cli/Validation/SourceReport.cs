using ChaosToolkit.Diagnostics;

namespace ChaosToolkit.Cli.Validation;

/// <summary>What was found in one source.</summary>
/// <param name="Source">The path or URL.</param>
/// <param name="Diagnostics">Every problem, in the order of their places.</param>
internal sealed record SourceReport(string Source, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>What a report shows of them.</summary>
    public ShownDiagnostics Shown { get; } = ShownDiagnostics.Of(Diagnostics);

    /// <summary>Whether it can be run.</summary>
    public bool IsValid => Diagnostics.All(diagnostic => diagnostic.Level != DiagnosticLevel.Error);
}
