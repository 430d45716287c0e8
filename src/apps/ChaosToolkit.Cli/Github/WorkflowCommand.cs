using System.Text;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;

namespace ChaosToolkit.Cli.Github;

/// <summary>A workflow command of GitHub Actions that annotates a file: one line on standard output.</summary>
internal static class WorkflowCommand
{
    /// <summary>The line, with its end.</summary>
    /// <param name="level"><c>error</c>, <c>warning</c> or <c>notice</c>.</param>
    /// <param name="file">The file; <see langword="null"/> for none.</param>
    /// <param name="range">The place in it; <see langword="null"/> when it is not known.</param>
    /// <param name="title">What stands above the message.</param>
    /// <param name="message">What is to be said; may have several lines.</param>
    public static string Of(string level, string? file, SourceRange? range, string title, string message)
    {
        List<string> properties = [];
        if (file is not null)
        {
            properties.Add($"file={EscapeProperty(file)}");
            properties.AddRange(PlaceOf(range));
        }

        properties.Add($"title={EscapeProperty(title)}");
        return new StringBuilder("::").Append(level).Append(' ').AppendJoin(',', properties).Append("::").Append(EscapeData(message)).Append('\n').ToString();
    }

    private static IEnumerable<string> PlaceOf(SourceRange? place)
    {
        if (place is { } range)
        {
            // What ends before the first column of a line ends with the line before it, whatever its length.
            var endsBefore = range is { EndColumn: 1 } && range.EndLine > range.StartLine;
            range = endsBefore ? range with { EndLine = range.EndLine - 1, EndColumn = 0 } : range;
            yield return $"line={range.StartLine}";
            yield return $"endLine={range.EndLine}";

            // Columns are shown only where the place is on one line.
            if (range.StartLine == range.EndLine)
            {
                yield return $"col={range.StartColumn}";
                if (!endsBefore)
                {
                    yield return $"endColumn={range.EndColumn}";
                }
            }
        }
    }

    // The log of the job is shown on a terminal as well: of control characters only the ends of lines are kept.
    private static string EscapeData(string text) =>
        string.Join("%0A", text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(line => DiagnosticText.Printable(line).Replace("%", "%25", StringComparison.Ordinal)));

    private static string EscapeProperty(string text) => EscapeData(text).Replace(":", "%3A").Replace(",", "%2C");
}
