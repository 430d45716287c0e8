using System.Text;
using ChaosToolkit.Reporting.Findings;
using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Cli.Terminal;

/// <summary>What came of a run, for whoever stands before the terminal: the verdict, what deviated and why, what was put back, where to look next.</summary>
/// <param name="style">How it looks.</param>
/// <param name="width">How many columns there are.</param>
internal sealed class RunSummary(Style style, int width)
{
    private const int Readable = 100;
    private const int MostDifferences = 5;
    private const int LabelWidth = 10;

    private readonly StringBuilder text = new();
    private readonly int width = Math.Clamp(width, 20, Readable);

    /// <summary>The summary, each line with its end.</summary>
    /// <param name="journal">The run's journal.</param>
    /// <param name="style">How it looks.</param>
    /// <param name="width">How many columns there are.</param>
    public static string Of(Journal journal, Style style, int width)
    {
        var summary = new RunSummary(style, width);
        summary.Write(journal, RunFindings.Of(journal));
        return summary.text.ToString();
    }

    private void Write(Journal journal, RunFindings findings)
    {
        var sign = findings.Tone switch
        {
            Tone.Good => style.Check,
            Tone.Bad => style.Cross,
            Tone.Doubtful => "?",
            _ => "-",
        };
        Paragraph($"{sign} {findings.OutcomeWord}: {findings.Headline}", 0, 2, line => style.Bold(Coloured(findings.Tone, line)));
        Paragraph(journal.Duration is { } duration ? $"{journal.Title}, {Lasting.Of(duration)}" : journal.Title, 2, 2, style.Dim);

        // What is shown as a difference is not told as well.
        var differences = findings.Differences.Take(MostDifferences).ToList();
        var found = findings.Found.Where(found => !differences.Exists(difference => found.StartsWith($"The probe '{difference.Probe}' was not within its tolerance", StringComparison.Ordinal))).ToList();
        text.Append(found.Count > 0 ? "\n" : "");
        found.ForEach(sentence => Paragraph(sentence, 2, 2));
        differences.ForEach(WriteDifference);

        if (findings.Differences.Count > MostDifferences)
        {
            Paragraph($"and {findings.Differences.Count - MostDifferences} more in the journal", 2, 2, style.Dim);
        }

        foreach (var failed in journal.Activities.Where(activity => activity is { Status: "failed", ToleranceMet: not false }).Take(MostDifferences))
        {
            text.Append('\n');
            Paragraph($"{failed.Type} {failed.Name}, {failed.Phase.InWords()}", 2, 4, style.Bold);
            Paragraph($"! failed    {(failed.Reason() is { Length: > 0 } reason ? reason : "no reason was given")}", 4, 16, style.Red);
        }

        text.Append('\n');
        Labelled("put back", findings.PutBack);
        Labelled("journal", journal.Source);
        if (journal.RunId.Length > 0)
        {
            Labelled("run", journal.RunId);
        }

        Labelled("next", NextOf(journal), style.Cyan);
    }

    private void WriteDifference(Difference difference)
    {
        text.Append('\n');
        Paragraph($"probe {difference.Probe}, {difference.Phase.InWords()}", 2, 4, style.Bold);
        Paragraph($"- expected  {difference.Expected}", 4, 16, style.Green);
        Paragraph($"+ observed  {difference.Observed}", 4, 16, style.Red);
        if (difference.Path is { Length: > 1 } path)
        {
            Paragraph($"  at        {path}", 4, 16, style.Dim);
        }
    }

    private void Labelled(string label, string value, Func<string, string>? paint = null)
    {
        var isFirst = true;
        foreach (var line in Columns.Wrap(Columns.Inert(value), width - LabelWidth - 2))
        {
            text.Append("  ").Append(style.Dim(isFirst ? label.PadRight(LabelWidth) : new string(' ', LabelWidth))).Append(paint?.Invoke(line) ?? line).Append('\n');
            isFirst = false;
        }
    }

    private void Paragraph(string content, int indent, int hanging, Func<string, string>? paint = null)
    {
        // Lines after the first stand below the words of the first, where there is room for that.
        hanging = Math.Min(hanging, width / 3);
        var before = indent;
        foreach (var line in Columns.Wrap(Columns.Inert(content), width - Math.Max(indent, hanging)))
        {
            text.Append(' ', before).Append(paint?.Invoke(line) ?? line).Append('\n');
            before = hanging;
        }
    }

    private string Coloured(Tone tone, string line) => tone switch
    {
        Tone.Good => style.Green(line),
        Tone.Bad => style.Red(line),
        Tone.Doubtful => style.Yellow(line),
        _ => line,
    };

    private static string NextOf(Journal journal) => journal.RunId.Length > 0 && journal.Undo.Any(activity => activity.Status != "succeeded")
        ? $"chaos recover {journal.RunId}"
        : $"chaos report {Quoted(journal.Source)} report.html";

    private static string Quoted(string path) =>
        path.Length > 0 && path.All(c => char.IsLetterOrDigit(c) || c is '/' or '\\' or '.' or '-' or '_' or ':') ? path : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
