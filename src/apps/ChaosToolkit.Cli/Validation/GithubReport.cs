using ChaosToolkit.Cli.Github;
using ChaosToolkit.Diagnostics;

namespace ChaosToolkit.Cli.Validation;

/// <summary>Reports as workflow commands, which GitHub Actions shows as annotations of the files: one line each.</summary>
internal static class GithubReport
{
    public static string Write(IReadOnlyList<SourceReport> reports) =>
        string.Concat(reports.SelectMany(report => report.Diagnostics.Select(diagnostic => LineOf(report.Source, diagnostic))));

    private static string LineOf(string source, Diagnostic diagnostic) => WorkflowCommand.Of(
        JsonReport.NameOf(diagnostic.Level),
        diagnostic.Span?.Source.Name ?? source,
        diagnostic.Span?.Range,
        diagnostic.Code,
        diagnostic.Help is { } help ? $"{diagnostic.Message}\n{help}" : diagnostic.Message);
}
