using System.Text;
using ChaosToolkit.Reporting.Findings;
using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Markdown;

/// <summary>A run in a few lines of Markdown, for the page of a CI job or a comment: the whole is in the report.</summary>
public static class JobSummary
{
    private const int MostFailures = 20;

    /// <summary>Writes it.</summary>
    /// <param name="journal">What the run did.</param>
    public static string Of(Journal journal)
    {
        var findings = RunFindings.Of(journal);
        var sign = findings.Tone switch
        {
            Tone.Good => "✅",
            Tone.Bad => "❌",
            Tone.Doubtful => "⚠️",
            _ => "ℹ️",
        };
        var text = new StringBuilder();
        text.Append("## ").Append(sign).Append(' ').Append(MarkdownText.Of($"{findings.OutcomeWord}: {findings.Headline}")).Append("\n\n");
        text.Append("**").Append(MarkdownText.Of(journal.Title)).Append("**");
        text.Append(journal.Duration is null ? "" : $", {Moments.Of(journal.Duration)}").Append("\n\n");
        foreach (var found in findings.Found)
        {
            text.Append("- ").Append(MarkdownText.Of(found)).Append('\n');
        }

        AddDifferences(text, findings.Differences);
        AddFailures(text, journal);
        Add(text, "Believed", findings.Believed);
        Add(text, "Done", findings.Done);
        Add(text, "Put back", findings.PutBack);
        text.Append("\nThe journal is ").Append(MarkdownText.Code(journal.Source)).Append(journal.RunId.Length > 0 ? $", the run {MarkdownText.Code(journal.RunId)}" : "").Append(".\n\n");
        return text.ToString();
    }

    private static void AddDifferences(StringBuilder text, IReadOnlyList<Difference> differences)
    {
        if (differences.Count > 0)
        {
            text.Append("\n| probe | when | expected | observed |\n| --- | --- | --- | --- |\n");
            foreach (var difference in differences)
            {
                text.Append($"| {MarkdownText.Of(difference.Probe)} | {difference.Phase.InWords()} | {MarkdownText.CodeInCell(difference.Expected)} | {MarkdownText.CodeInCell(difference.Observed)} |\n");
            }
        }
    }

    private static void AddFailures(StringBuilder text, Journal journal)
    {
        var failed = journal.Activities.Where(activity => activity is { Status: "failed", ToleranceMet: not false }).Take(MostFailures).ToList();
        if (failed.Count > 0)
        {
            text.Append("\n| failed | when | why |\n| --- | --- | --- |\n");
            foreach (var activity in failed)
            {
                text.Append($"| {MarkdownText.Of(activity.Name)} | {activity.Phase.InWords()} | {MarkdownText.CodeInCell(activity.Reason())} |\n");
            }
        }
    }

    private static void Add(StringBuilder text, string label, string sentences) => text.Append("\n**").Append(label).Append(".** ").Append(MarkdownText.Of(sentences)).Append('\n');
}
