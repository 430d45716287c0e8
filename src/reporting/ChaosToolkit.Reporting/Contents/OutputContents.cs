using System.Text.Json;
using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Contents;

/// <summary>An output in the form that shows it best: a chart for what was measured, a table for what is one, the parts of a call or a process, else JSON.</summary>
internal static class OutputContents
{
    public static IEnumerable<Block> Of(JournalActivity activity, Journal journal, int longest)
    {
        var output = activity.Output;
        if (output.ValueKind == JsonValueKind.Object && output.Get("status").ValueKind == JsonValueKind.Number)
        {
            if (output.Get("stdout").ValueKind == JsonValueKind.String)
            {
                return Process(output, journal.Words, longest);
            }

            if (output.Get("headers").ValueKind == JsonValueKind.Object)
            {
                return Http(activity, journal, longest);
            }
        }

        return Value(activity, output, "Output", journal, longest);
    }

    private static IEnumerable<Block> Value(JournalActivity activity, JsonElement value, string caption, Journal journal, int longest) =>
        (Block?)MetricOutput.Of(activity, value, journal) is { } chart ? [chart]
        : TableOutput.Of(value, caption, journal.Words) is { } table ? [table]
        : [Json(value, caption, journal.Words, longest)];

    private static Code Json(JsonElement value, string caption, JournalWords words, int longest)
    {
        var text = ValueText.Of(value, words, longest);
        return new Code(caption, text.Text, text.Note);
    }

    private static IEnumerable<Block> Process(JsonElement output, JournalWords words, int longest)
    {
        yield return new FactList("Outcome", [new("Exit status", ValueText.Line(output.Get("status"), words))]);
        foreach (var (name, caption) in (IEnumerable<(string, string)>)[("stdout", "Standard output"), ("stderr", "Standard error")])
        {
            if (output.Get(name).AsText() is { Length: > 0 })
            {
                yield return Json(output.Get(name), caption, words, longest);
            }
        }
    }

    private static IEnumerable<Block> Http(JournalActivity activity, Journal journal, int longest)
    {
        var (output, words) = (activity.Output, journal.Words);
        yield return new FactList("Answer", [new("Status", ValueText.Line(output.Get("status"), words))]);
        if (output.Get("headers").Members().Any())
        {
            yield return new Table("Headers of the answer", ["Name", "Value"], output.Get("headers").Members().Take(60).Select(header => (IReadOnlyList<Cell>)[new(words.LineOf(header.Key, 80)), new(ActivityContents.Value(header.Key, header.Value, words), Code: true)]));
        }

        if (output.Get("body") is var body && body.IsThere() && body.AsText() is not "")
        {
            foreach (var block in Value(activity, body, "Body", journal, longest))
            {
                yield return block;
            }
        }
    }
}
