using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Extensions;
using ChaosToolkit.Values;

namespace ChaosToolkit.Planning;

/// <summary>How the parts of a plan are said, the same in a terminal and in a pull request.</summary>
internal static class PlanWords
{
    private const int Longest = 100;

    /// <summary>A value as JSON; a text that was put in stands in quotes.</summary>
    public static string Of(JsonNode? value) => JsonText.Of(value);

    /// <summary>Where what a value refers to comes from; empty for a literal.</summary>
    public static string Of(IReadOnlyList<ValueOrigin> from) => string.Join(", ", from.Select(origin => $"${{{origin.Name}}} {Of(origin)}"));

    public static string Of(ValueOrigin origin) => (origin.IsSecret ? "secret, " : "") + origin.Kind switch
    {
        OriginKind.Written => "written",
        OriginKind.Environment => $"environment {origin.Detail}",
        OriginKind.Default => $"default, {origin.Detail} is not set",
        OriginKind.Var => "--var",
        OriginKind.VarFile => $"--var-file {origin.Detail}",
        OriginKind.Dynamic => "known in the run only",
        OriginKind.Vault => $"Vault {origin.Detail}".TrimEnd(),
        OriginKind.Missing => $"{origin.Detail} is not set",
        _ => "stays as it is",
    };

    public static string TitleOf(PlannedPhase phase) => phase.Kind switch
    {
        "configuration" => "Dynamic configuration",
        "hypothesis-before" => "Hypothesis before the method",
        "hypothesis-during" => "Hypothesis during the method",
        "hypothesis-after" => "Hypothesis after the method",
        "method" => "Method",
        "undo" => "Undo",
        "restoration" => "Hypothesis once more",
        _ => "Rollbacks",
    };

    /// <summary>What else is known of how an activity is carried out, each in a few words.</summary>
    public static IEnumerable<(string Name, string Text)> FactsOf(PlannedActivity activity)
    {
        if (activity.TakesBack is { } action)
        {
            yield return ("takes back", action);
        }

        foreach (var (name, value) in new[] { ("pause before", activity.PauseBefore), ("timeout", activity.Timeout) })
        {
            if (value is not null)
            {
                yield return (name, Seconds(value));
            }
        }

        if (activity.Tolerance is { } tolerance)
        {
            yield return ("tolerance", Of(tolerance.Value) + Origin(tolerance));
        }

        if (activity.ExpectedStatus is { } status)
        {
            yield return ("expect-status", Of(status));
        }

        if (activity.Secrets.Count > 0)
        {
            yield return ("secrets", string.Join(", ", activity.Secrets));
        }

        if (activity.Effect is { } effect)
        {
            var arguments = string.Join(", ", effect.Arguments.Select(argument => $"{argument.Name} {Of(argument.Value)}{Origin(argument)}"));
            yield return ("effect", $"{effect.Provider} {arguments}: {Of(effect.Tolerance?.Value)}, every {Seconds(effect.Polling?.Every)}, within {Seconds(effect.Polling?.Within)}");
        }

        if (activity.PauseAfter is { } pause)
        {
            yield return ("pause after", Seconds(pause));
        }

        if (activity.Undo.Count > 0)
        {
            yield return ("undo", string.Join(", ", activity.Undo.Select(undo => undo.Name)));
        }
    }

    public static string MarksOf(PlannedActivity activity) => (activity.IsBackground ? " [in background]" : "") + (activity.IsLeftOut ? " [left out: dry]" : "");

    /// <summary>Whether a phase is the same list of probes as one before it.</summary>
    public static bool IsRepeated(ExperimentPlan plan, PlannedPhase phase) =>
        phase.Activities.Count > 0 && plan.Phases.TakeWhile(one => one != phase).Any(one => one.Activities.Count > 0 && one.Activities[0].Pointer == phase.Activities[0].Pointer);

    public static string Of(PlanEstimate estimate) =>
        $"at least {Time(estimate.AtLeast)}" + (estimate.AtMost is { } most ? $", at most {Time(most)}" : "; how long activities take is not known");

    public static string Of(ProbedActivity answer) => answer.Plan is not { } plan
        ? answer.Reason ?? ""
        : $"{(plan.Targets.Count == 0 ? "no targets" : $"{plan.Targets.Count} {(plan.Targets.Count == 1 ? "target" : "targets")}: {string.Join(", ", plan.Targets)}")}; "
          + $"permission {ExtensionNames.Snake(plan.Permission.ToString())}{string.Concat(plan.Notes.Select(note => $"; {note}"))}";

    public static IEnumerable<(string Name, string Text)> SettingsOf(ExperimentPlan plan)
    {
        yield return ("duration", Of(plan.Estimate));
        yield return ("strategies", $"hypothesis {Value.AsText(plan.Settings["hypothesis_strategy"])}, rollbacks {Value.AsText(plan.Settings["rollback_strategy"])}");
        if (Value.AsText(plan.Settings["dry"]) is { } dry)
        {
            yield return ("dry", $"{dry} are left out");
        }

        if (Value.AsDouble(plan.Settings["timeout"]) is { } seconds)
        {
            yield return ("timeout", $"interrupted after {Time(TimeSpan.FromSeconds(seconds))}");
        }

        var guards = plan.Controls.Where(control => control.IsGuard).Select(control => control.Name).ToList();
        yield return ("guards", guards.Count == 0 ? "none" : string.Join(", ", guards));
    }

    /// <summary>A text in one line, without characters that a terminal obeys or that change the order in which people read; a long one is cut.</summary>
    public static string Line(string text, int longest = Longest)
    {
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            line.Append(Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                ? rune.Value is '\n' or '\r' or '\t' ? " " : $"\\u{rune.Value:x4}"
                : rune.ToString());
        }

        return line.Length <= longest ? line.ToString() : line.ToString(0, char.IsHighSurrogate(line[longest - 1]) ? longest - 1 : longest) + "…";
    }

    private static string Origin(PlannedValue value) => value.From.Count == 0 ? "" : $" ({Of(value.From)})";

    private static string Seconds(PlannedValue? value) => value is null ? "?"
        : PlannedActivity.SecondsOf(value) is { } seconds ? $"{Number(seconds)} s{Origin(value)}" : $"{Of(value.Value)}{Origin(value)}";

    private static string Number(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Time(TimeSpan time) =>
        time.TotalSeconds < 120 ? $"{Number(time.TotalSeconds)} s" : time.TotalHours < 2 ? $"{Number(Math.Round(time.TotalMinutes, 1))} min" : $"{Number(Math.Round(time.TotalHours, 1))} h";
}
