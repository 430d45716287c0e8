using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Prometheus;

/// <summary>A journal as metrics, in Prometheus' text format 0.0.4.</summary>
internal static class MetricsText
{
    private static readonly string[] Statuses = ["completed", "failed", "aborted", "interrupted"];

    public static string Of(JsonObject journal)
    {
        var text = new StringBuilder();
        var title = (journal["experiment"] as JsonObject)?["title"];
        var status = Value.AsText(journal["status"]) ?? "";
        Head(text, "chaos_experiments", "gauge", "The last run of an experiment, by status: 1 for its own, 0 for the others.");
        foreach (var known in Statuses.Contains(status) || status.Length == 0 ? Statuses : [.. Statuses, status])
        {
            Sample(text, "chaos_experiments", known == status ? 1 : 0, ("experiment", title), ("status", Value.Text(known)));
        }

        Head(text, "chaos_experiment_deviated", "gauge", "Whether the steady state deviated in the last run.");
        Sample(text, "chaos_experiment_deviated", PythonComparison.IsTrue(journal["deviated"]) ? 1 : 0, ("experiment", title));
        Head(text, "chaos_experiment_duration_seconds", "gauge", "How long the last run took.");
        Sample(text, "chaos_experiment_duration_seconds", Value.AsDouble(journal["duration"]) ?? 0, ("experiment", title));
        if (DateTimeOffset.TryParse(Value.AsText(journal["end"]), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
        {
            Head(text, "chaos_experiment_end_timestamp_seconds", "gauge", "When the last run ended, in seconds since 1970.");
            Sample(text, "chaos_experiment_end_timestamp_seconds", (end - DateTimeOffset.UnixEpoch).TotalSeconds, ("experiment", title));
        }

        Hypothesis(text, title, journal["steady_states"] as JsonObject ?? []);
        Activities(text, title, journal);
        return text.ToString();
    }

    private static void Hypothesis(StringBuilder text, JsonNode? title, JsonObject states)
    {
        // Of several checks during the method the worst one counts.
        var met = new[] { "before", "during", "after" }
            .Select(phase => (phase, checks: (states[phase] is JsonArray rounds ? rounds : [.. new[] { states[phase]?.DeepClone() }]).OfType<JsonObject>().ToList()))
            .Where(one => one.checks.Count > 0)
            .ToList();
        if (met.Count == 0)
        {
            return;
        }

        Head(text, "chaos_hypothesis_met", "gauge", "Whether the steady-state hypothesis was met, by when it was checked.");
        foreach (var (phase, checks) in met)
        {
            Sample(text, "chaos_hypothesis_met", checks.TrueForAll(check => PythonComparison.IsTrue(check["steady_state_met"])) ? 1 : 0, ("experiment", title), ("phase", Value.Text(phase)));
        }
    }

    // A name may come more than once, a series may not: so much and so often.
    private static void Activities(StringBuilder text, JsonNode? title, JsonObject journal)
    {
        var states = journal["steady_states"] as JsonObject ?? [];
        var played = new[]
        {
            ("hypothesis", new[] { states["before"], states["after"] }.Concat(states["during"] as JsonArray ?? []).SelectMany(state => (state as JsonObject)?["probes"] as JsonArray ?? [])),
            ("method", journal["run"] as JsonArray ?? []),
            ("rollbacks", journal["rollbacks"] as JsonArray ?? []),
        };
        var series = played
            .SelectMany(section => section.Item2.OfType<JsonObject>().Select(run => (Section: section.Item1, Run: run)))
            .GroupBy(one => (one.Section, Name: NameOf(one.Run["activity"]?["name"]), Type: NameOf(one.Run["activity"]?["type"]), Status: NameOf(one.Run["status"])))
            .ToList();
        if (series.Count == 0)
        {
            return;
        }

        Head(text, "chaos_activity_duration_seconds", "summary", "How long activities took in the last run.");
        foreach (var one in series)
        {
            (string, JsonNode?)[] labels =
            [
                ("experiment", title), ("section", Value.Text(one.Key.Section)), ("activity", Value.Text(one.Key.Name)), ("type", Value.Text(one.Key.Type)), ("status", Value.Text(one.Key.Status)),
            ];
            Sample(text, "chaos_activity_duration_seconds_sum", one.Sum(run => Value.AsDouble(run.Run["duration"]) ?? 0), labels);
            Sample(text, "chaos_activity_duration_seconds_count", one.Count(), labels);
        }
    }

    private static string NameOf(JsonNode? node) => node is null ? "" : PythonText.Of(node);

    private static void Head(StringBuilder text, string name, string type, string help) => text.Append($"# HELP {name} {help}\n# TYPE {name} {type}\n");

    private static void Sample(StringBuilder text, string name, double value, params (string Name, JsonNode? Value)[] labels) => text
        .Append(name)
        .Append('{')
        .AppendJoin(',', labels.Select(label => $"{label.Name}=\"{NameOf(label.Value).Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")}\""))
        .Append("} ")
        .Append(value.ToString("R", CultureInfo.InvariantCulture))
        .Append('\n');
}
