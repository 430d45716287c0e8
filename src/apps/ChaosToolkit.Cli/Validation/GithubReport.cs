using System.Text;
using ChaosToolkit.Diagnostics;

namespace ChaosToolkit.Cli.Validation;

/// <summary>Reports as workflow commands, which GitHub Actions shows as annotations of the files: one line each.</summary>
internal static class GithubReport
{
    public static string Write(IReadOnlyList<SourceReport> reports)
    {
        var text = new StringBuilder();
        foreach (var report in reports)
        {
            foreach (var diagnostic in report.Diagnostics)
            {
                text.Append("::").Append(JsonReport.NameOf(diagnostic.Level)).Append(' ').Append(PropertiesOf(report.Source, diagnostic)).Append("::");
                text.Append(EscapeData(diagnostic.Help is { } help ? $"{diagnostic.Message}\n{help}" : diagnostic.Message)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string PropertiesOf(string source, Diagnostic diagnostic)
    {
        List<string> properties = [$"file={EscapeProperty(diagnostic.Span?.Source.Name ?? source)}"];
        if (diagnostic.Span?.Range is { } range)
        {
            properties.Add($"line={range.StartLine}");
            properties.Add($"endLine={range.EndLine}");

            // Columns are shown only where the place is on one line.
            if (range.StartLine == range.EndLine)
            {
                properties.Add($"col={range.StartColumn}");
                properties.Add($"endColumn={range.EndColumn}");
            }
        }

        properties.Add($"title={diagnostic.Code}");
        return string.Join(',', properties);
    }

    private static string EscapeData(string text) => text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string EscapeProperty(string text) => EscapeData(text).Replace(":", "%3A").Replace(",", "%2C");
}
