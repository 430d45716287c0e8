using System.Globalization;
using System.Text;
using System.Xml;
using ChaosToolkit.Reporting.Findings;
using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.JUnit;

/// <summary>JUnit's XML, which CI systems show as tests: a suite a journal, a case for each activity and one for the verdict.</summary>
[ReportFormat("junit", ".xml")]
internal sealed class JUnitFormat : IReportFormat
{
    private const int LongestText = 4000;

    /// <inheritdoc/>
    public void Write(Report report, Stream target)
    {
        using var xml = XmlWriter.Create(target, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", CloseOutput = false });
        var suites = report.Runs.Select(run => (Run: run, Cases: Cases(run).ToList())).ToList();
        var all = suites.SelectMany(suite => suite.Cases).ToList();
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", report.Title);
        WriteCounts(xml, all, suites.Sum(suite => suite.Run.Journal.Duration?.TotalSeconds ?? 0));
        foreach (var (run, cases) in suites)
        {
            WriteSuite(xml, run, cases);
        }

        xml.WriteEndElement();
    }

    private static void WriteSuite(XmlWriter xml, ReportedRun run, List<TestCase> cases)
    {
        var journal = run.Journal;
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", journal.Title);
        WriteCounts(xml, cases, journal.Duration?.TotalSeconds ?? 0);
        if (journal.Start is { } start)
        {
            xml.WriteAttributeString("timestamp", start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        }

        if (journal.Node.Length > 0)
        {
            xml.WriteAttributeString("hostname", journal.Node);
        }

        xml.WriteStartElement("properties");
        foreach (var (name, value) in (IEnumerable<(string, string)>)[("journal", journal.Source), ("outcome", run.Findings.Outcome), ("status", journal.Status), ("deviated", journal.HasDeviated ? "true" : "false"), ("tags", string.Join(", ", journal.Tags))])
        {
            xml.WriteStartElement("property");
            xml.WriteAttributeString("name", name);
            xml.WriteAttributeString("value", value);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        foreach (var test in cases)
        {
            WriteCase(xml, test, journal.Title);
        }

        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, IReadOnlyList<TestCase> cases, double seconds)
    {
        xml.WriteAttributeString("tests", Number(cases.Count));
        xml.WriteAttributeString("failures", Number(cases.Count(test => test.Kind == "failure")));
        xml.WriteAttributeString("errors", Number(cases.Count(test => test.Kind == "error")));
        xml.WriteAttributeString("skipped", Number(cases.Count(test => test.Kind == "skipped")));
        xml.WriteAttributeString("time", Seconds(seconds));
    }

    private static void WriteCase(XmlWriter xml, TestCase test, string suite)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", $"{suite}.{test.Group}");
        xml.WriteAttributeString("name", test.Name);
        xml.WriteAttributeString("time", Seconds(test.Seconds));
        if (test.Kind is { } kind)
        {
            xml.WriteStartElement(kind);
            xml.WriteAttributeString("message", Inert.Line(test.Message));
            xml.WriteString(Inert.Cut(test.Text, LongestText));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static IEnumerable<TestCase> Cases(ReportedRun run)
    {
        foreach (var activity in run.Journal.Activities)
        {
            var (kind, message, text) = Judge(activity, run.Journal.Words);
            yield return new TestCase(FindingsWords.When(activity.Phase), activity.Name, activity.Duration?.TotalSeconds ?? 0, kind, message, text);
        }

        var findings = run.Findings;
        var verdict = findings.Tone switch { Tone.Good => null, Tone.Bad => "failure", Tone.Neutral => "skipped", _ => "error" };
        yield return new TestCase("verdict", $"Verdict: {findings.OutcomeWord}", 0, verdict, findings.Headline, string.Join('\n', findings.Found));
    }

    private static (string? Kind, string Message, string Text) Judge(JournalActivity activity, JournalWords words) => activity switch
    {
        { Status: "failed" } => ("error", activity.Reason() is { Length: > 0 } reason ? reason : "It failed.", string.Join('\n', activity.Exception)),
        { ToleranceMet: false } => ("failure", $"expected {Observation.Expected(activity, words)}, observed {Observation.Observed(activity, words)}", ValueText.Line(activity.Explanation.Get("difference"), words, LongestText)),
        { Status: null } => ("error", "It was cut short.", ""),
        _ => (null, "", ""),
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);

    private sealed record TestCase(string Group, string Name, double Seconds, string? Kind, string Message, string Text);
}
