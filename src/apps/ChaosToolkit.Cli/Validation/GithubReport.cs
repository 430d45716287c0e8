using ChaosToolkit.Cli.Github;
using ChaosToolkit.Diagnostics;

namespace ChaosToolkit.Cli.Validation;

/// <summary>Reports as workflow commands, which GitHub Actions shows as annotations of the files: one line each.</summary>
internal static class GithubReport
{
    public static string Write(IReadOnlyList<SourceReport> reports) =>
        string.Concat(reports.SelectMany(report => report.Shown.Diagnostics.Select(diagnostic => LineOf(report.Source, diagnostic)).Concat(MoreOf(report))));

    private static IEnumerable<string> MoreOf(SourceReport report) =>
        report.Shown.Words is { } words ? [WorkflowCommand.Of(report.Shown.MoreErrors > 0 ? "error" : "warning", report.Source, null, "chaos", words)] : [];

    private static string LineOf(string source, Diagnostic diagnostic) => WorkflowCommand.Of(
        JsonReport.NameOf(diagnostic.Level),
        diagnostic.Span?.Source.Name ?? source,
        diagnostic.Span?.Range,
        diagnostic.Code,
        diagnostic.Help is { } help ? $"{diagnostic.Message}\n{help}" : diagnostic.Message);
}
