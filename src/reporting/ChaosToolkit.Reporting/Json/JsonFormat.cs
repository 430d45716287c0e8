using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChaosToolkit.Reporting.Findings;
using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Json;

/// <summary>A summary for machines: what came of each run, and what they come to together.</summary>
[ReportFormat("json", ".json")]
internal sealed class JsonFormat : IReportFormat
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public void Write(Report report, Stream target)
    {
        using var json = new Utf8JsonWriter(target, Options);
        var overview = new Overview(report.Runs);
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteString("title", report.Title);
        WriteMoment(json, "created", report.Created);
        json.WriteStartObject("outcomes");
        foreach (var (outcome, count) in overview.Outcomes)
        {
            json.WriteNumber(outcome, count);
        }

        json.WriteEndObject();
        json.WriteStartObject("contributions");
        foreach (var contribution in overview.Contributions)
        {
            json.WriteNumber(contribution, overview.Contributing(contribution));
        }

        json.WriteEndObject();
        json.WriteStartArray("runs");
        foreach (var run in report.Runs)
        {
            WriteRun(json, run);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        target.WriteByte((byte)'\n');
    }

    private static void WriteRun(Utf8JsonWriter json, ReportedRun run)
    {
        var (journal, findings) = (run.Journal, run.Findings);
        json.WriteStartObject();
        json.WriteString("journal", journal.Source);
        json.WriteString("title", journal.Title);
        WriteTexts(json, "tags", journal.Tags);
        json.WriteStartObject("contributions");
        foreach (var (name, level) in journal.Contributions)
        {
            json.WriteString(name, level);
        }

        json.WriteEndObject();
        json.WriteString("outcome", findings.Outcome);
        json.WriteString("status", journal.Status);
        json.WriteBoolean("deviated", journal.HasDeviated);
        WriteMoment(json, "start", journal.Start);
        WriteMoment(json, "end", journal.End);
        WriteSeconds(json, "duration", journal.Duration);
        json.WriteString("node", journal.Node);
        json.WriteString("headline", findings.Headline);
        json.WriteString("believed", findings.Believed);
        json.WriteString("done", findings.Done);
        WriteTexts(json, "found", findings.Found);
        json.WriteString("put_back", findings.PutBack);
        json.WriteStartArray("differences");
        foreach (var difference in findings.Differences)
        {
            WriteDifference(json, difference);
        }

        json.WriteEndArray();
        WriteCounts(json, journal);
        json.WriteEndObject();
    }

    private static void WriteDifference(Utf8JsonWriter json, Difference difference)
    {
        json.WriteStartObject();
        json.WriteString("probe", difference.Probe);
        json.WriteString("when", FindingsWords.When(difference.Phase));
        WriteMoment(json, "at", difference.Moment);
        json.WriteString("expected", difference.Expected);
        json.WriteString("observed", difference.Observed);
        json.WriteString("path", difference.Path);
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, Journal journal)
    {
        json.WriteStartObject("activities");
        json.WriteNumber("played", journal.Method.Count);
        json.WriteNumber("planned", journal.PlannedActivities);
        json.WriteNumber("failed", journal.Method.Count(activity => activity.Status == "failed"));
        json.WriteNumber("rollbacks", journal.Rollbacks.Count);
        json.WriteNumber("undo", journal.Undo.Count);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteMoment(Utf8JsonWriter json, string name, DateTimeOffset? moment) =>
        json.WriteString(name, moment?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));

    private static void WriteSeconds(Utf8JsonWriter json, string name, TimeSpan? duration)
    {
        if (duration is { } known)
        {
            json.WriteNumber(name, Math.Round(known.TotalSeconds, 6));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
