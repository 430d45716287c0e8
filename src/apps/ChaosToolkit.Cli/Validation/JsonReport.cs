using System.Text.Json.Nodes;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli.Validation;

/// <summary>Reports as one JSON object: <c>valid</c>, and the <c>diagnostics</c> of each of the <c>sources</c>, and how many more were <c>omitted</c>. Lines and columns count from 1, ends are exclusive.</summary>
internal static class JsonReport
{
    public static string Write(IReadOnlyList<SourceReport> reports) => JsonText.Of(
        new JsonObject
        {
            ["valid"] = reports.All(report => report.IsValid),
            ["sources"] = new JsonArray([.. reports.Select(report => new JsonObject
            {
                ["source"] = report.Source,
                ["valid"] = report.IsValid,
                ["diagnostics"] = new JsonArray([.. report.Shown.Diagnostics.Select(Of)]),
                ["omitted"] = report.Shown.More,
            })]),
        },
        indented: true) + "\n";

    private static JsonObject Of(Diagnostic diagnostic) => new()
    {
        ["code"] = diagnostic.Code,
        ["level"] = NameOf(diagnostic.Level),
        ["message"] = diagnostic.Message,
        ["help"] = diagnostic.Help,
        ["file"] = diagnostic.Span?.Source.Name,
        ["line"] = diagnostic.Span?.Range.StartLine,
        ["column"] = diagnostic.Span?.Range.StartColumn,
        ["endLine"] = diagnostic.Span?.Range.EndLine,
        ["endColumn"] = diagnostic.Span?.Range.EndColumn,
        ["pointer"] = diagnostic.Pointer,
    };

    /// <summary>A level as the formats call it.</summary>
    public static string NameOf(DiagnosticLevel level) => level == DiagnosticLevel.Error ? "error" : "warning";
}
