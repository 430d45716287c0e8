using System.Text.Json;
using ChaosToolkit.Reporting.Journals;

namespace ChaosToolkit.Reporting.Findings;

/// <summary>What an activity was to give and what it gave, short enough for a cell of a table.</summary>
internal static class Observation
{
    /// <summary>The tolerance in words; empty where there is none.</summary>
    public static string Expected(JournalActivity activity, JournalWords words) => activity.Tolerance switch
    {
        { ValueKind: JsonValueKind.Undefined } => "",
        { ValueKind: JsonValueKind.Array } list => "one of " + string.Join(", ", list.Items().Select(item => ValueText.Line(item, words, 60))),
        { ValueKind: JsonValueKind.Object } rule => Rule(rule, words),
        var value => ValueText.Line(value, words),
    };

    /// <summary>What was observed: the part that the tolerance looked at where that is known.</summary>
    public static string Observed(JournalActivity activity, JournalWords words)
    {
        if (activity.Explanation.Get("observed").ValueKind != JsonValueKind.Undefined)
        {
            return ValueText.Line(activity.Explanation.Get("observed"), words);
        }

        if (activity.Status == "failed")
        {
            return activity.Reason() is { Length: > 0 } reason ? Inert.Line(reason, 160) : "failed";
        }

        // A number or a list of numbers is compared with the status of a call or a process.
        var output = activity.Output;
        return output.Get("status") is { ValueKind: JsonValueKind.Number } status && activity.Tolerance.ValueKind is JsonValueKind.Number or JsonValueKind.Array
            ? "status " + ValueText.Line(status, words)
            : ValueText.Line(output, words);
    }

    private static string Rule(JsonElement rule, JournalWords words) => rule.Get("type").AsText() switch
    {
        "range" when rule.Get("range").Items().ToList() is [var least, var most] => $"from {ValueText.Line(least, words, 40)} to {ValueText.Line(most, words, 40)}{Target(rule, words)}",
        "regex" => $"matches {ValueText.Line(rule.Get("pattern"), words)}{Target(rule, words)}",
        "jsonpath" => $"{ValueText.Line(rule.Get("path"), words)}{Wanted(rule, words)}{Target(rule, words)}",
        "probe" => $"judged by {ValueText.Line(rule.Get("name"), words, 80)}",
        { } other => words.LineOf(other, 60) + ": " + ValueText.Line(rule, words),
        null => ValueText.Line(rule, words),
    };

    private static string Wanted(JsonElement rule, JournalWords words) =>
        rule.Get("expect") is { ValueKind: not JsonValueKind.Undefined } expect ? " is " + ValueText.Line(expect, words, 80)
        : rule.Get("count").IsThere() ? $" matches {ValueText.Line(rule.Get("count"), words, 20)}" : " is there";

    private static string Target(JsonElement rule, JournalWords words) => rule.Get("target").AsText() is { } target ? $" (of {words.LineOf(target, 40)})" : "";
}
