using System.Globalization;
using ChaosToolkit.Diagnostics;

namespace ChaosToolkit.Cli.Validation;

/// <summary>The part of what was found in one source that a report shows: nobody reads a million lines.</summary>
/// <param name="Diagnostics">The first of each level, in the order of their places.</param>
/// <param name="MoreErrors">How many errors there are beyond them.</param>
/// <param name="MoreWarnings">How many warnings there are beyond them.</param>
internal sealed record ShownDiagnostics(IReadOnlyList<Diagnostic> Diagnostics, int MoreErrors, int MoreWarnings)
{
    /// <summary>How many of a level are shown. Errors and warnings count apart, so that none hides the other.</summary>
    public const int Most = 1000;

    public int More => MoreErrors + MoreWarnings;

    /// <summary>What is not shown, in words; <see langword="null"/> when everything is.</summary>
    public string? Words => More == 0 ? null
        : $"{string.Join(" and ", new[] { Count(MoreErrors, "error"), Count(MoreWarnings, "warning") }.OfType<string>())} not shown.";

    public static ShownDiagnostics Of(IEnumerable<Diagnostic> diagnostics)
    {
        List<Diagnostic> shown = [];
        var (errors, warnings) = (0, 0);
        foreach (var diagnostic in diagnostics)
        {
            if ((diagnostic.Level == DiagnosticLevel.Error ? ++errors : ++warnings) <= Most)
            {
                shown.Add(diagnostic);
            }
        }

        return new ShownDiagnostics(shown, Math.Max(errors - Most, 0), Math.Max(warnings - Most, 0));
    }

    private static string? Count(int number, string what) =>
        number == 0 ? null : $"{number.ToString("N0", CultureInfo.InvariantCulture)} more {what}{(number == 1 ? "" : "s")}";
}
